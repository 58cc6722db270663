-- What lies on the topics of dead letters, as their headers tell it: a cache that is made anew by reading them again, but for
-- what a person decided.
CREATE TABLE dead_letter (
    id                 bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    topic              varchar(249) NOT NULL,
    partition_number   integer NOT NULL,
    letter_offset      bigint NOT NULL,
    set_aside_at       timestamptz NOT NULL,
    bytes              integer NOT NULL,
    source             varchar(32),
    entity             varchar(64),
    account_id         varchar(32),
    code               varchar(32) NOT NULL,
    reason             varchar(1000) NOT NULL,
    label              varchar(200),
    original_topic     varchar(249),
    original_partition integer,
    original_offset    bigint,
    state              varchar(16) NOT NULL DEFAULT 'OPEN',
    decided_by         varchar(150),
    decided_at         timestamptz,
    decision           varchar(500),
    UNIQUE (topic, partition_number, letter_offset)
);

CREATE INDEX dead_letter_by_cause ON dead_letter (state, source, entity, code);
