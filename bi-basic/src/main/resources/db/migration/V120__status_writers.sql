-- Who writes the accounts of a source and their freshness beside the data, and the version of the answer that was given last.
CREATE TABLE status_writer (
    source     varchar(32) PRIMARY KEY,
    holder     varchar(200) NOT NULL,
    expires_at timestamptz NOT NULL,
    version    bigint NOT NULL
);
