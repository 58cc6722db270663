CREATE TABLE IF NOT EXISTS ods_leke_purchase (
    account_id VARCHAR(32) NOT NULL COMMENT "账号 / account whose row it is",
    purchase_id VARCHAR(64) NOT NULL COMMENT "采购单编号 / number of the purchase order",
    supplier_id VARCHAR(64) NULL COMMENT "供应商编号 / number of the supplier",
    warehouse_id VARCHAR(64) NULL COMMENT "仓库编号 / number of the warehouse",
    status VARCHAR(32) NULL COMMENT "采购状态 / status of the purchase order",
    order_time DATETIME NULL COMMENT "采购时间 / when it was ordered",
    expected_at DATETIME NULL COMMENT "预计到货时间 / when it is expected",
    currency VARCHAR(8) NULL COMMENT "币种 / currency",
    amount DECIMAL(18, 4) NULL COMMENT "采购金额 / amount of the purchase order (currency)",
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
PRIMARY KEY (account_id, purchase_id)
COMMENT "采购单 / Purchase order"
DISTRIBUTED BY HASH (account_id, purchase_id) BUCKETS 12
PROPERTIES ("colocate_with" = "leke_purchase");

CREATE OR REPLACE VIEW leke_purchase COMMENT "采购单 / Purchase order" AS
SELECT
    r.account_id,
    r.purchase_id,
    r.supplier_id,
    r.warehouse_id,
    r.status,
    r.order_time,
    r.expected_at,
    r.currency,
    r.amount,
    r.occurred_at,
    r.emitted_at,
    r.record_version,
    r.source_topic,
    r.source_partition,
    r.source_offset,
    r.extra,
    r.loaded_at
FROM ods_leke_purchase r
WHERE r.is_deleted = FALSE;
