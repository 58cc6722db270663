-- Who stopped an account, and why; and the calls that it may make where that differs from bi.permit.
ALTER TABLE account
    ADD COLUMN disabled_by varchar(150),
    ADD COLUMN disabled_reason varchar(200),
    ADD COLUMN disabled_at timestamptz,
    ADD COLUMN calls_per_second integer,
    ADD COLUMN calls_per_minute integer;

CREATE INDEX account_merchant ON account (source, app_key);

-- The rows of a deleted account stay in StarRocks under its id: nobody gets that id again.
CREATE TABLE deleted_account (
    id         varchar(32) PRIMARY KEY,
    source     varchar(16) NOT NULL,
    name       varchar(100) NOT NULL,
    reason     varchar(200) NOT NULL,
    deleted_by varchar(150) NOT NULL,
    deleted_at timestamptz NOT NULL
);

-- Calls are counted by app or by account: a bucket is "app <source> <key>" or an account's id.
ALTER TABLE permit DROP CONSTRAINT permit_account_id_fkey;
ALTER TABLE permit RENAME COLUMN account_id TO bucket;
ALTER TABLE permit ALTER COLUMN bucket TYPE varchar(150);

CREATE TABLE app (
    source     varchar(16) NOT NULL,
    app_key    varchar(100) NOT NULL,
    counted_by varchar(16) NOT NULL,
    PRIMARY KEY (source, app_key)
);

-- What a creating call made under its Idempotency-Key.
CREATE TABLE created (
    kind    varchar(16) NOT NULL,
    key     varchar(100) NOT NULL,
    request varchar(64) NOT NULL,
    object  varchar(32) NOT NULL,
    at      timestamptz NOT NULL,
    PRIMARY KEY (kind, key)
);

CREATE TABLE audit (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at         timestamptz NOT NULL,
    actor      varchar(150) NOT NULL,
    action     varchar(40) NOT NULL,
    object     varchar(200) NOT NULL,
    before     jsonb,
    after      jsonb,
    request_id varchar(64)
);

CREATE INDEX audit_object ON audit (object, id);

CREATE FUNCTION audit_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'basic.audit is append-only: % is refused', TG_OP;
END $$;

CREATE TRIGGER audit_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON audit
    FOR EACH STATEMENT EXECUTE FUNCTION audit_stays();

-- API tokens end, are used, and may be for one source.
ALTER TABLE access_token
    ADD COLUMN source varchar(16),
    ADD COLUMN expires_at timestamptz,
    ADD COLUMN last_used_at timestamptz;
