-- A position says nothing about what happened there: a log that was restored from a backup goes on with other events at the same
-- positions. So whatever remembers a position of the log also remembers the event that was the last one up to there.
CREATE FUNCTION event_up_to(bigint) RETURNS text LANGUAGE sql STABLE AS $$
    SELECT event_id FROM ${flyway:defaultSchema}_log.domain_event WHERE position <= $1 ORDER BY position DESC LIMIT 1
$$;

ALTER TABLE token_entry ADD COLUMN seen_position bigint;
ALTER TABLE token_entry ADD COLUMN seen_event text;
ALTER TABLE replay ADD COLUMN seen_event text;
ALTER TABLE dead_letter ADD COLUMN seen_event text;
ALTER TABLE dead_letter_decision ADD COLUMN seen_event text;

-- Axon's token is JSON. Nobody goes on from a position whose event is gone: what was written until then would stay, and the
-- next position would hide it.
CREATE FUNCTION see_token() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND OLD.seen_event IS NOT NULL AND NOT EXISTS (
            SELECT FROM ${flyway:defaultSchema}_log.domain_event AS e
            WHERE e.event_id = OLD.seen_event AND e.position <= OLD.seen_position) THEN
        RAISE EXCEPTION 'The log has another history than the view of % at position %', OLD.processor_name, OLD.seen_position
            USING ERRCODE = 'object_not_in_prerequisite_state';
    END IF;
    NEW.seen_position := CAST(CAST(convert_from(NEW.token, 'UTF8') AS json) ->> 'globalIndex' AS bigint);
    NEW.seen_event := ${flyway:defaultSchema}.event_up_to(NEW.seen_position);
    RETURN NEW;
END
$$;
CREATE TRIGGER see_token BEFORE INSERT OR UPDATE OF token ON token_entry
    FOR EACH ROW EXECUTE FUNCTION see_token();

CREATE FUNCTION see_position() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.seen_event := ${flyway:defaultSchema}.event_up_to(NEW.position);
    RETURN NEW;
END
$$;
CREATE TRIGGER see_position BEFORE INSERT OR UPDATE OF position ON replay
    FOR EACH ROW EXECUTE FUNCTION see_position();
CREATE TRIGGER see_position BEFORE INSERT OR UPDATE OF position ON dead_letter
    FOR EACH ROW EXECUTE FUNCTION see_position();
CREATE TRIGGER see_position BEFORE INSERT OR UPDATE OF position ON dead_letter_decision
    FOR EACH ROW EXECUTE FUNCTION see_position();

UPDATE token_entry SET token = token;
UPDATE replay SET position = position;
UPDATE dead_letter SET position = position;
UPDATE dead_letter_decision SET position = position;

-- Views that are made anew from the beginning while the system runs: nobody reads them before they have come up to here.
CREATE TABLE view_rebuild (
    one_row    boolean     PRIMARY KEY DEFAULT TRUE CHECK (one_row),
    position   bigint      NOT NULL,
    created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    updated_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
