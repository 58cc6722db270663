CREATE TABLE IF NOT EXISTS ods_leke_stockin (
    account_id VARCHAR(32) NOT NULL COMMENT "账号 / account whose row it is",
    stockin_id VARCHAR(64) NOT NULL COMMENT "入库单编号 / number of the document",
    purchase_id VARCHAR(64) NULL COMMENT "采购单编号 / number of the purchase order",
    warehouse_id VARCHAR(64) NULL COMMENT "仓库编号 / number of the warehouse",
    type VARCHAR(32) NULL COMMENT "入库类型 / kind of receipt",
    status VARCHAR(32) NULL COMMENT "入库状态 / status",
    received_at DATETIME NULL COMMENT "入库时间 / when it was received",
    occurred_at DATETIME NULL COMMENT "发生时间 / when it happened",
    emitted_at DATETIME NULL COMMENT "发送时间 / when the event was written",
    record_version BIGINT NOT NULL COMMENT "版本，最新者为准 / version of the row, the newest wins",
    is_deleted BOOLEAN NOT NULL COMMENT "是否已删除 / whether the row is deleted",
    source_topic VARCHAR(128) NULL COMMENT "来源主题 / topic of the record that it came from",
    source_partition INT NULL COMMENT "来源分区 / partition of that record",
    source_offset BIGINT NULL COMMENT "来源位点 / offset of that record",
    extra JSON NULL COMMENT "未声明的字段 / fields that nobody declared",
    loaded_at DATETIME NULL DEFAULT CURRENT_TIMESTAMP COMMENT "装载时间 / when StarRocks took the row"
)
PRIMARY KEY (account_id, stockin_id)
COMMENT "入库单 / Stock in"
DISTRIBUTED BY HASH (account_id, stockin_id) BUCKETS 12
PROPERTIES ("colocate_with" = "leke_stockin");

CREATE OR REPLACE VIEW leke_stockin COMMENT "入库单 / Stock in" AS
SELECT
    r.account_id,
    r.stockin_id,
    r.purchase_id,
    r.warehouse_id,
    r.type,
    r.status,
    r.received_at,
    r.occurred_at,
    r.emitted_at,
    r.record_version,
    r.source_topic,
    r.source_partition,
    r.source_offset,
    r.extra,
    r.loaded_at
FROM ods_leke_stockin r
WHERE r.is_deleted = FALSE;
