-- Events that wait until Kafka has them: written in the transaction of what they tell of, and taken away by whoever publishes.
CREATE TABLE outbox (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    event_id   uuid NOT NULL DEFAULT gen_random_uuid(),
    topic      varchar(249) NOT NULL,
    event_key  varchar(200) NOT NULL,
    event_type varchar(200) NOT NULL,
    body       text NOT NULL,
    written_at timestamptz NOT NULL
);
