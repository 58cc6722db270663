-- What services can load again, as they said last; without a window where an entity is only read as a whole.
CREATE TABLE loadable (
    source         varchar(32) NOT NULL,
    entity         varchar(64) NOT NULL,
    window_seconds bigint,
    PRIMARY KEY (source, entity)
);

CREATE TABLE run (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    kind       varchar(16) NOT NULL,
    source     varchar(32) NOT NULL,
    request    jsonb NOT NULL,
    reason     varchar(500),
    started_by varchar(150) NOT NULL,
    started_at timestamptz NOT NULL,
    ended_at   timestamptz,
    paused     boolean NOT NULL DEFAULT false,
    cancelled  boolean NOT NULL DEFAULT false,
    detail     varchar(2000)
);

CREATE INDEX run_open ON run (source) WHERE ended_at IS NULL;

-- An account that is deleted leaves its slices behind: no foreign key. The source stands here too, as claims look by it.
CREATE TABLE slice (
    id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    run_id          bigint NOT NULL REFERENCES run (id),
    source          varchar(32) NOT NULL,
    account_id      varchar(32) NOT NULL,
    entity          varchar(64) NOT NULL,
    from_at         timestamptz NOT NULL,
    to_at           timestamptz NOT NULL,
    state           varchar(16) NOT NULL DEFAULT 'WAITING',
    fence           bigint NOT NULL DEFAULT 0,
    tries           integer NOT NULL DEFAULT 0,
    holder          varchar(200),
    paused_until    timestamptz,
    code            varchar(32),
    detail          varchar(500),
    planned_rows    bigint NOT NULL DEFAULT 0,
    cursor_text     varchar(2000),
    published_rows  bigint NOT NULL DEFAULT 0,
    expected_rows   bigint NOT NULL DEFAULT 0,
    calls           bigint NOT NULL DEFAULT 0,
    published_bytes bigint NOT NULL DEFAULT 0,
    ends            jsonb NOT NULL DEFAULT '[]',
    begun_at        timestamptz,
    sent_at         timestamptz,
    ended_at        timestamptz
);

CREATE INDEX slice_of_run ON slice (run_id, id);
CREATE INDEX slice_window ON slice (account_id, entity, from_at);
CREATE INDEX slice_waiting ON slice (source, account_id, entity, run_id, from_at) WHERE state = 'WAITING';
CREATE INDEX slice_open ON slice (source, state) WHERE state IN ('RUNNING', 'SENT', 'FAILED');

-- Who works off slices, and until when it counts without a further word.
CREATE TABLE slice_holder (
    source     varchar(32) NOT NULL,
    holder     varchar(200) NOT NULL,
    expires_at timestamptz NOT NULL,
    PRIMARY KEY (source, holder)
);
