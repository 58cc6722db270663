-- Entities that are only read as a whole: the version that was given last, and key and hash of every row that is published.
CREATE TABLE snapshot (
    account_id varchar(32) NOT NULL REFERENCES account (id),
    entity     varchar(64) NOT NULL,
    version    bigint NOT NULL,
    PRIMARY KEY (account_id, entity)
);

CREATE TABLE snapshot_row (
    account_id varchar(32) NOT NULL REFERENCES account (id),
    entity     varchar(64) NOT NULL,
    row_key    varchar(200) NOT NULL,
    hash       varchar(64) NOT NULL,
    PRIMARY KEY (account_id, entity, row_key)
);
