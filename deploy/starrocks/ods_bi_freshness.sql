CREATE TABLE IF NOT EXISTS ods_bi_freshness (
    account_id VARCHAR(32) NOT NULL COMMENT "账号 / account whose row it is",
    entity VARCHAR(64) NOT NULL COMMENT "实体，如 order / entity, for example order",
    source VARCHAR(32) NULL COMMENT "来源系统，如 jushuitan / ERP that the account belongs to, for example jushuitan",
    view_names VARCHAR(1000) NULL COMMENT "该实体的视图，逗号分隔 / views of the entity, with commas between them",
    state VARCHAR(32) NULL COMMENT "状态 / state",
    place VARCHAR(32) NULL COMMENT "受阻环节，正常时为空 / where it is stalled, empty where it is not",
    code VARCHAR(64) NULL COMMENT "原因代码，见 docs/errors.md / code of the reason, see docs/errors.md",
    state_since DATETIME NULL COMMENT "该状态自何时起，未知则为空 / since when it has been so, empty where that is not known",
    read_until DATETIME NULL COMMENT "此前 ERP 的变更均已读取 / every change that the ERP made before it was read",
    fresh_as_of DATETIME NULL COMMENT "此前 ERP 的变更均已入库或已拒绝，从未完成时为空 / every change that the ERP made before it is in the tables, or rejected, empty before all was loaded once",
    seconds_behind BIGINT NULL COMMENT "written_at 与 fresh_as_of 之差，暂停时为空 / from fresh_as_of to written_at, empty while it is paused (second)",
    last_loaded_at DATETIME NULL COMMENT "最近一次入库时间 / when rows of it were last loaded",
    dead_letters BIGINT NULL COMMENT "被拒绝的记录数 / records that were rejected (record)",
    written_at DATETIME NULL COMMENT "本行各值的时点，以 bi-basic 时钟为准 / when the values of this row held, by the clock of bi-basic",
    record_version BIGINT NOT NULL COMMENT "版本，最新者为准 / version of the row, the newest wins",
    is_deleted BOOLEAN NOT NULL COMMENT "是否已删除 / whether the row is deleted",
    loaded_at DATETIME NULL DEFAULT CURRENT_TIMESTAMP COMMENT "装载时间 / when StarRocks took the row"
)
PRIMARY KEY (account_id, entity)
COMMENT "数据新鲜度 / How fresh each entity of each account is"
DISTRIBUTED BY HASH (account_id, entity) BUCKETS 1
PROPERTIES ("colocate_with" = "bi_freshness");

CREATE OR REPLACE VIEW bi_freshness COMMENT "数据新鲜度 / How fresh each entity of each account is" AS
SELECT
    r.account_id,
    r.entity,
    r.source,
    r.view_names,
    r.state,
    r.place,
    r.code,
    r.state_since,
    r.read_until,
    r.fresh_as_of,
    r.seconds_behind,
    r.last_loaded_at,
    r.dead_letters,
    r.written_at,
    r.record_version,
    r.loaded_at
FROM ods_bi_freshness r
WHERE r.is_deleted = FALSE;
