-- Records that listeners which load were moved past, so that they can be loaded later.
CREATE TABLE skipped_range (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    service    varchar(64) NOT NULL,
    listener   varchar(200) NOT NULL,
    topic      varchar(249) NOT NULL,
    partition  integer NOT NULL,
    from_offset bigint NOT NULL,
    to_offset  bigint NOT NULL,
    reason     varchar(200) NOT NULL,
    skipped_by varchar(150) NOT NULL,
    skipped_at timestamptz NOT NULL,
    CHECK (from_offset < to_offset)
);
