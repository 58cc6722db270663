-- How the listeners of every process stand, as it said last. The newest word of a listener stays, so that it is known that
-- there is one.
CREATE TABLE listener_report (
    service     varchar(64) NOT NULL,
    listener    varchar(200) NOT NULL,
    instance    varchar(200) NOT NULL,
    status      jsonb NOT NULL,
    reported_at timestamptz NOT NULL,
    PRIMARY KEY (service, listener, instance)
);

-- What operators decided of listeners, and of single topics of theirs (an empty topic is the listener as a whole).
CREATE TABLE listener_decision (
    service    varchar(64) NOT NULL,
    listener   varchar(200) NOT NULL,
    topic      varchar(249) NOT NULL,
    version    bigint NOT NULL,
    state      varchar(16) NOT NULL,
    settings   jsonb,
    reason     varchar(200) NOT NULL,
    decided_by varchar(150) NOT NULL,
    decided_at timestamptz NOT NULL,
    PRIMARY KEY (service, listener, topic)
);

-- A key of decisions names a service, a listener and a topic.
ALTER TABLE outbox ALTER COLUMN event_key TYPE varchar(600);
