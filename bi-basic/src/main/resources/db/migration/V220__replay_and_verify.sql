-- What services can do again: where records of an entity come from, where they go, and windows by kind of slice.
ALTER TABLE loadable
    ADD topic         varchar(249),
    ADD history_topic varchar(249),
    ADD windows       jsonb NOT NULL DEFAULT '{}';
UPDATE loadable SET windows = jsonb_build_object('HISTORY', 'PT' || window_seconds || 'S') WHERE window_seconds IS NOT NULL;
ALTER TABLE loadable DROP window_seconds;

-- A slice is a window of an account, or a stretch of a partition. Of a part one slice runs at a time.
ALTER TABLE slice
    ADD kind             varchar(16) NOT NULL DEFAULT 'HISTORY',
    ADD topic            varchar(249),
    ADD topic_id         varchar(64),
    ADD partition_number integer,
    ADD from_offset      bigint,
    ADD to_offset        bigint,
    ADD only_offsets     jsonb NOT NULL DEFAULT '[]',
    ADD only_accounts    jsonb NOT NULL DEFAULT '[]',
    -- Sealed, and gone when the slice ends; whether there was one stays.
    ADD mend             text,
    ADD mend_as_other    boolean,
    ADD found            jsonb NOT NULL DEFAULT '[]',
    ALTER account_id DROP NOT NULL,
    ALTER from_at DROP NOT NULL,
    ALTER to_at DROP NOT NULL,
    ADD CHECK (CASE WHEN topic IS NULL THEN num_nulls(account_id, from_at, to_at) = 0
        ELSE num_nulls(topic_id, partition_number, from_offset, to_offset) = 0 AND account_id IS NULL END);
ALTER TABLE slice ADD part varchar(320) NOT NULL GENERATED ALWAYS AS (
    CASE WHEN topic IS NULL THEN account_id || ' ' || entity ELSE topic || ' ' || partition_number::text END) STORED;

DROP INDEX slice_waiting;
CREATE INDEX slice_waiting ON slice (source, part, run_id, from_at, id) WHERE state = 'WAITING';

-- Whose record a letter was, how often it was sent as one, and which run sent this one.
ALTER TABLE dead_letter
    ADD run_id   bigint,
    ADD attempts integer NOT NULL DEFAULT 0,
    ADD sent_run bigint;

CREATE INDEX dead_letter_of_run ON dead_letter (run_id) WHERE run_id IS NOT NULL;
CREATE INDEX dead_letter_sent ON dead_letter (sent_run) WHERE sent_run IS NOT NULL;
