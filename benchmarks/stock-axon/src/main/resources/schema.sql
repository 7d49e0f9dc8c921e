CREATE SCHEMA IF NOT EXISTS stock_axon;

CREATE TABLE IF NOT EXISTS stock_axon.post (
    id      text PRIMARY KEY,
    title   text NOT NULL,
    content text NOT NULL
);
