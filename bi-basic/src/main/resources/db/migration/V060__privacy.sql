-- What becomes of fields that no declaration knows, as the service of each source told when it started, and which of them are
-- kept as they are. How it was before stands in the audit.
CREATE TABLE privacy (
    source          varchar(16) PRIMARY KEY,
    unknown_fields  varchar(16) NOT NULL,
    sealing_key     varchar(64),
    told_by         varchar(150) NOT NULL,
    since           timestamptz NOT NULL
);

CREATE TABLE allowed_field (
    source     varchar(16) NOT NULL REFERENCES privacy,
    field      varchar(300) NOT NULL,
    told_by    varchar(150) NOT NULL,
    since      timestamptz NOT NULL,
    PRIMARY KEY (source, field)
);
