-- Secrets are sealed (Tink AEAD, associated data = table, account, column) before they come here.

CREATE SEQUENCE account_number;

CREATE TABLE account (
    id         varchar(32) PRIMARY KEY,
    source     varchar(16) NOT NULL,
    name       varchar(100) NOT NULL,
    app_kind   varchar(8) NOT NULL,
    app_key    varchar(100) NOT NULL,
    app_secret text,
    company_id varchar(64),
    enabled    boolean NOT NULL,
    version    bigint NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL
);

CREATE TABLE token (
    account_id    varchar(32) PRIMARY KEY REFERENCES account (id),
    access_token  text,
    access_sha256 varchar(64),
    refresh_token text,
    expires_at    timestamptz,
    stored_at     timestamptz,
    fence         bigint NOT NULL DEFAULT 0,
    holder        varchar(200),
    leased_until  timestamptz,
    next_attempt  timestamptz
);

-- "cursor" is a word of SQL's own.
CREATE TABLE pull_cursor (
    account_id   varchar(32) NOT NULL REFERENCES account (id),
    entity       varchar(64) NOT NULL,
    value        varchar(256),
    caught_up_at timestamptz,
    moved_at     timestamptz,
    fence        bigint NOT NULL DEFAULT 0,
    holder       varchar(200),
    leased_until timestamptz,
    PRIMARY KEY (account_id, entity)
);

CREATE TABLE permit (
    account_id   varchar(32) PRIMARY KEY REFERENCES account (id),
    granted      text NOT NULL DEFAULT '',
    paused_until timestamptz
);

-- The reports name accounts that may be unknown here: no foreign keys.
CREATE TABLE loaded (
    source        varchar(16) NOT NULL,
    account_id    varchar(32) NOT NULL,
    entity        varchar(64) NOT NULL,
    instance      varchar(200) NOT NULL,
    loaded_rows   bigint NOT NULL,
    dead_letters  bigint NOT NULL,
    last_loaded   timestamptz,
    newest_change timestamptz,
    reported_at   timestamptz NOT NULL,
    PRIMARY KEY (source, account_id, entity, instance)
);

CREATE TABLE lag (
    source      varchar(16) NOT NULL,
    entity      varchar(64) NOT NULL,
    instance    varchar(200) NOT NULL,
    records     bigint NOT NULL,
    drained_at  timestamptz,
    reported_at timestamptz NOT NULL,
    received_at timestamptz NOT NULL,
    PRIMARY KEY (source, entity, instance)
);

-- The newest read instant, and the first one that loading has not passed yet: see status/Freshness.
CREATE TABLE read_progress (
    source      varchar(16) NOT NULL,
    account_id  varchar(32) NOT NULL,
    entity      varchar(64) NOT NULL,
    read_until  timestamptz NOT NULL,
    read_at     timestamptz NOT NULL,
    first_until timestamptz,
    first_at    timestamptz,
    fresh_as_of timestamptz,
    PRIMARY KEY (source, account_id, entity)
);

CREATE TABLE load_progress (
    source     varchar(16) NOT NULL,
    entity     varchar(64) NOT NULL,
    drained_at timestamptz NOT NULL,
    PRIMARY KEY (source, entity)
);

CREATE TABLE access_token (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name       varchar(100) NOT NULL,
    role       varchar(16) NOT NULL,
    sha256     varchar(64) NOT NULL UNIQUE,
    created_at timestamptz NOT NULL,
    revoked_at timestamptz
);
