CREATE TABLE IF NOT EXISTS ods_leke_refund_item (
    account_id VARCHAR(32) NOT NULL COMMENT "账号 / account whose row it is",
    refund_id VARCHAR(64) NOT NULL COMMENT "退款单编号 / number of the refund",
    line_id VARCHAR(64) NOT NULL COMMENT "明细编号 / number of the line",
    sku_id VARCHAR(128) NULL COMMENT "商品编码 / code of the SKU",
    qty DECIMAL(18, 4) NULL COMMENT "数量 / quantity (piece)",
    received_qty DECIMAL(18, 4) NULL COMMENT "实收数量 / quantity that came back (piece)",
    amount DECIMAL(18, 4) NULL COMMENT "金额 / amount of the line (currency)",
    is_defective BOOLEAN NULL COMMENT "是否次品 / whether the goods are defective",
    record_version BIGINT NOT NULL COMMENT "版本，最新者为准 / version of the row, the newest wins",
    is_deleted BOOLEAN NOT NULL COMMENT "是否已删除 / whether the row is deleted",
    source_topic VARCHAR(128) NULL COMMENT "来源主题 / topic of the record that it came from",
    source_partition INT NULL COMMENT "来源分区 / partition of that record",
    source_offset BIGINT NULL COMMENT "来源位点 / offset of that record",
    extra JSON NULL COMMENT "未声明的字段 / fields that nobody declared",
    loaded_at DATETIME NULL DEFAULT CURRENT_TIMESTAMP COMMENT "装载时间 / when StarRocks took the row"
)
PRIMARY KEY (account_id, refund_id, line_id)
COMMENT "退款单 / Refund: 退款明细 / lines of the refund"
DISTRIBUTED BY HASH (account_id, refund_id) BUCKETS 12
PROPERTIES ("colocate_with" = "leke_refund");

CREATE OR REPLACE VIEW leke_refund_item COMMENT "退款单 / Refund: 退款明细 / lines of the refund" AS
SELECT
    c.account_id,
    c.refund_id,
    c.line_id,
    c.sku_id,
    c.qty,
    c.received_qty,
    c.amount,
    c.is_defective,
    c.record_version,
    r.record_version AS parent_version,
    c.source_topic,
    c.source_partition,
    c.source_offset,
    c.extra,
    c.loaded_at
FROM ods_leke_refund_item c
JOIN ods_leke_refund r ON r.account_id = c.account_id AND r.refund_id = c.refund_id
WHERE r.is_deleted = FALSE AND c.record_version >= r.record_version;
