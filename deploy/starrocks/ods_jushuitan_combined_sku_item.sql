CREATE TABLE IF NOT EXISTS ods_jushuitan_combined_sku_item (
    account_id VARCHAR(32) NOT NULL COMMENT "账号 / account whose row it is",
    sku_id VARCHAR(64) NOT NULL COMMENT "组合装商品编码 / code of the combination",
    src_sku_id VARCHAR(64) NOT NULL COMMENT "子商品编码 / code of the SKU in it",
    combine_sku_id VARCHAR(64) NULL COMMENT "组合装商品编码 / code of the combination",
    modified DATETIME NULL COMMENT "修改时间 / when it was changed last",
    qty DECIMAL(18, 4) NULL COMMENT "子商品数量 / quantity of it in one combination (piece)",
    sale_price DECIMAL(18, 4) NULL COMMENT "应占售价 / share of the price (CNY)",
    record_version BIGINT NOT NULL COMMENT "版本，最新者为准 / version of the row, the newest wins",
    is_deleted BOOLEAN NOT NULL COMMENT "是否已删除 / whether the row is deleted",
    source_topic VARCHAR(128) NULL COMMENT "来源主题 / topic of the record that it came from",
    source_partition INT NULL COMMENT "来源分区 / partition of that record",
    source_offset BIGINT NULL COMMENT "来源位点 / offset of that record",
    extra JSON NULL COMMENT "未声明的字段 / fields that nobody declared",
    loaded_at DATETIME NULL DEFAULT CURRENT_TIMESTAMP COMMENT "装载时间 / when StarRocks took the row"
)
PRIMARY KEY (account_id, sku_id, src_sku_id)
COMMENT "组合装商品 / Combined SKU: 商品列表 / what it is made of"
DISTRIBUTED BY HASH (account_id, sku_id) BUCKETS 12
PROPERTIES ("colocate_with" = "jushuitan_combined_sku");

CREATE OR REPLACE VIEW jushuitan_combined_sku_item COMMENT "组合装商品 / Combined SKU: 商品列表 / what it is made of" AS
SELECT
    c.account_id,
    c.sku_id,
    c.src_sku_id,
    c.combine_sku_id,
    c.modified,
    c.qty,
    c.sale_price,
    c.record_version,
    r.record_version AS parent_version,
    c.source_topic,
    c.source_partition,
    c.source_offset,
    c.extra,
    c.loaded_at
FROM ods_jushuitan_combined_sku_item c
JOIN ods_jushuitan_combined_sku r ON r.account_id = c.account_id AND r.sku_id = c.sku_id
WHERE r.is_deleted = FALSE AND c.record_version >= r.record_version;
