-- Who reports, by our clock; by how much its own clock is ahead of ours is kept for a while, as a report that was long on its
-- way makes it look smaller.
CREATE TABLE reporter (
    source       varchar(16) NOT NULL,
    instance     varchar(200) NOT NULL,
    received_at  timestamptz NOT NULL,
    ahead_millis bigint NOT NULL,
    ahead_at     timestamptz NOT NULL,
    PRIMARY KEY (source, instance)
);

INSERT INTO reporter (source, instance, received_at, ahead_millis, ahead_at)
SELECT source, instance, LEAST(max(reported_at), now()), 0, now() FROM loaded GROUP BY source, instance;

ALTER TABLE lag ADD COLUMN held integer NOT NULL DEFAULT 0, ADD COLUMN partitions integer NOT NULL DEFAULT 1,
    DROP COLUMN reported_at;

CREATE TABLE history_lag (
    source      varchar(16) NOT NULL,
    entity      varchar(64) NOT NULL,
    instance    varchar(200) NOT NULL,
    records     bigint NOT NULL,
    received_at timestamptz NOT NULL,
    PRIMARY KEY (source, entity, instance)
);

CREATE TABLE loading_trouble (
    source      varchar(16) NOT NULL,
    entity      varchar(64) NOT NULL,
    instance    varchar(200) NOT NULL,
    place       varchar(16) NOT NULL,
    code        varchar(64) NOT NULL,
    since       timestamptz NOT NULL,
    received_at timestamptz NOT NULL,
    PRIMARY KEY (source, entity, instance)
);

-- The replica that has the lease reports; the newest report counts. No place: it runs.
CREATE TABLE pull_state (
    source      varchar(16) NOT NULL,
    account_id  varchar(32) NOT NULL,
    entity      varchar(64) NOT NULL,
    place       varchar(16),
    code        varchar(64),
    since       timestamptz,
    received_at timestamptz NOT NULL,
    PRIMARY KEY (source, account_id, entity)
);

-- Clocks that were ahead made these better than the truth.
DELETE FROM load_progress WHERE drained_at > now();
DELETE FROM read_progress WHERE GREATEST(read_until, read_at, first_at, fresh_as_of) > now();
