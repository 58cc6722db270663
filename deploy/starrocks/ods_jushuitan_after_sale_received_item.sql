CREATE TABLE IF NOT EXISTS ods_jushuitan_after_sale_received_item (
    account_id VARCHAR(32) NOT NULL COMMENT "账号 / account whose row it is",
    io_id BIGINT NOT NULL COMMENT "退仓单号 / number of the document",
    ioi_id BIGINT NOT NULL COMMENT "退仓子单号 / number of the item",
    sku_id VARCHAR(64) NULL COMMENT "商品编码 / code of the SKU",
    i_id VARCHAR(64) NULL COMMENT "款式编码 / code of the style",
    unit VARCHAR(600) NULL COMMENT "单位 / unit of the goods",
    name VARCHAR(600) NULL COMMENT "商品名称 / name of the goods",
    properties_value VARCHAR(1000) NULL COMMENT "属性值 / colour and size",
    qty DECIMAL(18, 4) NULL COMMENT "商品数量 / quantity (piece)",
    sale_price DECIMAL(18, 4) NULL COMMENT "销售价格 / unit price (CNY)",
    sale_amount DECIMAL(18, 4) NULL COMMENT "销售总金额 / amount (CNY)",
    record_version BIGINT NOT NULL COMMENT "版本，最新者为准 / version of the row, the newest wins",
    is_deleted BOOLEAN NOT NULL COMMENT "是否已删除 / whether the row is deleted",
    source_topic VARCHAR(128) NULL COMMENT "来源主题 / topic of the record that it came from",
    source_partition INT NULL COMMENT "来源分区 / partition of that record",
    source_offset BIGINT NULL COMMENT "来源位点 / offset of that record",
    extra JSON NULL COMMENT "未声明的字段 / fields that nobody declared",
    loaded_at DATETIME NULL DEFAULT CURRENT_TIMESTAMP COMMENT "装载时间 / when StarRocks took the row"
)
PRIMARY KEY (account_id, io_id, ioi_id)
COMMENT "售后实收 / After-sale received: 商品集合 / goods received"
DISTRIBUTED BY HASH (account_id, io_id) BUCKETS 12
PROPERTIES ("colocate_with" = "jushuitan_after_sale_received");

CREATE OR REPLACE VIEW jushuitan_after_sale_received_item COMMENT "售后实收 / After-sale received: 商品集合 / goods received" AS
SELECT
    c.account_id,
    c.io_id,
    c.ioi_id,
    c.sku_id,
    c.i_id,
    c.unit,
    c.name,
    c.properties_value,
    c.qty,
    c.sale_price,
    c.sale_amount,
    c.record_version,
    r.record_version AS parent_version,
    c.source_topic,
    c.source_partition,
    c.source_offset,
    c.extra,
    c.loaded_at
FROM ods_jushuitan_after_sale_received_item c
JOIN ods_jushuitan_after_sale_received r ON r.account_id = c.account_id AND r.io_id = c.io_id
WHERE r.is_deleted = FALSE AND c.record_version >= r.record_version;
