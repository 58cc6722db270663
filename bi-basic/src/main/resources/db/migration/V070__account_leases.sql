-- One lease for all pulls of an account. It runs as long as its holder is heard of; a fence goes on from the highest of the
-- account's cursors, as those had leases of their own.
CREATE TABLE lease_holder (
    source     varchar(32) NOT NULL,
    holder     varchar(200) NOT NULL,
    expires_at timestamptz NOT NULL,
    PRIMARY KEY (source, holder)
);

CREATE TABLE account_lease (
    account_id varchar(32) PRIMARY KEY REFERENCES account (id),
    fence      bigint NOT NULL,
    holder     varchar(200)
);

INSERT INTO account_lease (account_id, fence) SELECT account_id, max(fence) FROM pull_cursor GROUP BY account_id;

DELETE FROM pull_cursor WHERE value IS NULL;

ALTER TABLE pull_cursor
    ALTER COLUMN value SET NOT NULL,
    DROP COLUMN moved_at,
    DROP COLUMN fence,
    DROP COLUMN holder,
    DROP COLUMN leased_until;
