-- Accounts whose records are not loaded, as too many in a row would have been set aside: each row is the record that a hold
-- began with. A lifted one stays, so that whoever tells of it again is answered.
CREATE TABLE hold (
    source       varchar(16) NOT NULL,
    account_id   varchar(32) NOT NULL,
    topic        varchar(249) NOT NULL,
    partition    integer NOT NULL,
    began        bigint NOT NULL,
    begun_by     varchar(150) NOT NULL,
    begun_at     timestamptz NOT NULL,
    lifted_by    varchar(150),
    lifted_at    timestamptz,
    PRIMARY KEY (source, account_id, topic, partition, began)
);

CREATE INDEX hold_active ON hold (source, account_id) WHERE lifted_at IS NULL;
