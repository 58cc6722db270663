-- Fields that no declaration knows, as processes that load met them. Counters are absolute since the start of a process, which is
-- the instance: a report may come twice or never.
CREATE TABLE new_field (
    source        varchar(16) NOT NULL,
    field         varchar(300) NOT NULL,
    type          varchar(16) NOT NULL,
    instance      varchar(200) NOT NULL,
    in_table      varchar(64) NOT NULL,
    field_values  bigint NOT NULL,
    first_at      timestamptz NOT NULL,
    last_at       timestamptz NOT NULL,
    PRIMARY KEY (source, field, type, instance)
);
