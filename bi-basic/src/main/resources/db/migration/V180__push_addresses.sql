-- Addresses at which ERPs say that something changed, of an account or of an app. A token is kept as its hash alone.
CREATE TABLE push_address (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    source     varchar(32) NOT NULL,
    account_id varchar(32) REFERENCES account (id) ON DELETE CASCADE,
    app_key    varchar(100),
    sha256     varchar(64) NOT NULL UNIQUE,
    created_by varchar(150) NOT NULL,
    created_at timestamptz NOT NULL,
    ends_at    timestamptz,
    CHECK ((account_id IS NULL) <> (app_key IS NULL))
);
