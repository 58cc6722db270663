CREATE TABLE IF NOT EXISTS ods_jushuitan_category (
    account_id VARCHAR(32) NOT NULL COMMENT "账号 / account whose row it is",
    c_id BIGINT NOT NULL COMMENT "类目id / number of the category",
    parent_c_id BIGINT NULL COMMENT "父级类目id / number of the category above",
    modified DATETIME NULL COMMENT "修改时间 / when it was changed last",
    name VARCHAR(600) NULL COMMENT "类目名称 / name of the category",
    record_version BIGINT NOT NULL COMMENT "版本，最新者为准 / version of the row, the newest wins",
    is_deleted BOOLEAN NOT NULL COMMENT "是否已删除 / whether the row is deleted",
    source_topic VARCHAR(128) NULL COMMENT "来源主题 / topic of the record that it came from",
    source_partition INT NULL COMMENT "来源分区 / partition of that record",
    source_offset BIGINT NULL COMMENT "来源位点 / offset of that record",
    extra JSON NULL COMMENT "未声明的字段 / fields that nobody declared",
    loaded_at DATETIME NULL DEFAULT CURRENT_TIMESTAMP COMMENT "装载时间 / when StarRocks took the row"
)
PRIMARY KEY (account_id, c_id)
COMMENT "商品类目 / Category"
DISTRIBUTED BY HASH (account_id, c_id) BUCKETS 12
PROPERTIES ("colocate_with" = "jushuitan_category");

CREATE OR REPLACE VIEW jushuitan_category COMMENT "商品类目 / Category" AS
SELECT
    r.account_id,
    r.c_id,
    r.parent_c_id,
    r.modified,
    r.name,
    r.record_version,
    r.source_topic,
    r.source_partition,
    r.source_offset,
    r.extra,
    r.loaded_at
FROM ods_jushuitan_category r
WHERE r.is_deleted = FALSE;
