CREATE TABLE IF NOT EXISTS ods_jushuitan_order_action (
    account_id VARCHAR(32) NOT NULL COMMENT "账号 / account whose row it is",
    oa_id BIGINT NOT NULL COMMENT "日志id / number of the entry",
    created DATETIME NULL COMMENT "操作时间 / when it was done",
    o_id BIGINT NULL COMMENT "订单id / internal number of the order",
    name VARCHAR(600) NULL COMMENT "操作名称 / action",
    creator_name VARCHAR(600) NULL COMMENT "操作人 / who did it",
    record_version BIGINT NOT NULL COMMENT "版本，最新者为准 / version of the row, the newest wins",
    is_deleted BOOLEAN NOT NULL COMMENT "是否已删除 / whether the row is deleted",
    source_topic VARCHAR(128) NULL COMMENT "来源主题 / topic of the record that it came from",
    source_partition INT NULL COMMENT "来源分区 / partition of that record",
    source_offset BIGINT NULL COMMENT "来源位点 / offset of that record",
    extra JSON NULL COMMENT "未声明的字段 / fields that nobody declared",
    loaded_at DATETIME NULL DEFAULT CURRENT_TIMESTAMP COMMENT "装载时间 / when StarRocks took the row"
)
PRIMARY KEY (account_id, oa_id)
COMMENT "订单操作日志 / Order action"
DISTRIBUTED BY HASH (account_id, oa_id) BUCKETS 12
PROPERTIES ("colocate_with" = "jushuitan_order_action");

CREATE OR REPLACE VIEW jushuitan_order_action COMMENT "订单操作日志 / Order action" AS
SELECT
    r.account_id,
    r.oa_id,
    r.created,
    r.o_id,
    r.name,
    r.creator_name,
    r.record_version,
    r.source_topic,
    r.source_partition,
    r.source_offset,
    r.extra,
    r.loaded_at
FROM ods_jushuitan_order_action r
WHERE r.is_deleted = FALSE;
