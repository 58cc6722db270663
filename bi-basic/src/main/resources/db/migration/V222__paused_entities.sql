-- Entities of accounts that their ERPs are not asked for while all others are, until somebody lets them go on.
CREATE TABLE paused_entity (
    account_id varchar(32) NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    entity     varchar(64) NOT NULL,
    reason     varchar(200) NOT NULL,
    paused_by  varchar(150) NOT NULL,
    since      timestamptz NOT NULL,
    PRIMARY KEY (account_id, entity)
);
