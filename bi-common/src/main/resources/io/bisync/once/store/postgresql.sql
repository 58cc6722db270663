-- What io.bisync.once.store.PostgresStore keeps: run it once, or make a migration of it.
CREATE TABLE IF NOT EXISTS once_id (
    high         bigint NOT NULL,
    low          bigint NOT NULL,
    token        bigint NOT NULL,
    reserved_at  timestamptz NOT NULL,
    confirmed_at timestamptz,
    PRIMARY KEY (high, low)
);

CREATE INDEX IF NOT EXISTS once_id_expiry ON once_id (coalesce(confirmed_at, reserved_at));

CREATE TABLE IF NOT EXISTS once_position (
    source   text PRIMARY KEY,
    position bigint NOT NULL
);
