CREATE TABLE IF NOT EXISTS ods_leke_order_item (
    account_id VARCHAR(32) NOT NULL COMMENT "账号 / account whose row it is",
    order_id VARCHAR(64) NOT NULL COMMENT "订单编号 / number of the order",
    line_id VARCHAR(64) NOT NULL COMMENT "明细编号 / number of the line",
    sku_id VARCHAR(128) NULL COMMENT "商品编码 / code of the SKU",
    qty DECIMAL(18, 4) NULL COMMENT "数量 / quantity (piece)",
    price DECIMAL(18, 4) NULL COMMENT "单价 / unit price (currency)",
    amount DECIMAL(18, 4) NULL COMMENT "金额 / amount of the line (currency)",
    is_gift BOOLEAN NULL COMMENT "是否赠品 / whether it is a gift",
    record_version BIGINT NOT NULL COMMENT "版本，最新者为准 / version of the row, the newest wins",
    is_deleted BOOLEAN NOT NULL COMMENT "是否已删除 / whether the row is deleted",
    source_topic VARCHAR(128) NULL COMMENT "来源主题 / topic of the record that it came from",
    source_partition INT NULL COMMENT "来源分区 / partition of that record",
    source_offset BIGINT NULL COMMENT "来源位点 / offset of that record",
    extra JSON NULL COMMENT "未声明的字段 / fields that nobody declared",
    loaded_at DATETIME NULL DEFAULT CURRENT_TIMESTAMP COMMENT "装载时间 / when StarRocks took the row"
)
PRIMARY KEY (account_id, order_id, line_id)
COMMENT "订单 / Order: 订单明细 / lines of the order"
DISTRIBUTED BY HASH (account_id, order_id) BUCKETS 12
PROPERTIES ("colocate_with" = "leke_order");

CREATE OR REPLACE VIEW leke_order_item COMMENT "订单 / Order: 订单明细 / lines of the order" AS
SELECT
    c.account_id,
    c.order_id,
    c.line_id,
    c.sku_id,
    c.qty,
    c.price,
    c.amount,
    c.is_gift,
    c.record_version,
    r.record_version AS parent_version,
    c.source_topic,
    c.source_partition,
    c.source_offset,
    c.extra,
    c.loaded_at
FROM ods_leke_order_item c
JOIN ods_leke_order r ON r.account_id = c.account_id AND r.order_id = c.order_id
WHERE r.is_deleted = FALSE AND c.record_version >= r.record_version;
