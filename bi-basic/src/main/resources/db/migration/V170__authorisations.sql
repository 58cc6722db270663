-- The one link of an account by which its merchant lets a service provider's app in. Its state is kept nowhere.
CREATE TABLE authorisation (
    account_id   varchar(32) PRIMARY KEY REFERENCES account (id),
    state_sha256 varchar(64) NOT NULL UNIQUE,
    opened_by    varchar(150) NOT NULL,
    expires_at   timestamptz NOT NULL,
    used_at      timestamptz
);

-- Since when the merchant is asked for a new authorisation, as this token ends soon.
ALTER TABLE token ADD COLUMN ending_since timestamptz;
