-- How long topics of dead letters keep records, as the brokers said last; null: for ever.
CREATE TABLE letter_topic (
    topic varchar(249) PRIMARY KEY,
    kept  interval
);
