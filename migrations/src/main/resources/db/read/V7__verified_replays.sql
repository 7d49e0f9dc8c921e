-- A replay may be asked to compare what it has made with the tables in use, instead of taking their place.
CREATE TYPE replay_mode AS ENUM ('replay', 'verify');

ALTER TABLE replay ADD COLUMN mode replay_mode NOT NULL DEFAULT 'replay';
-- Of one that has compared: the tables that differ, with counts of rows and the keys of some.
ALTER TABLE replay ADD COLUMN differences json;
-- Which part of the time of folding and indexing the indexes took, of one that was not interrupted.
ALTER TABLE replay ADD COLUMN indexing_share double precision;
