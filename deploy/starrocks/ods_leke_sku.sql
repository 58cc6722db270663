CREATE TABLE IF NOT EXISTS ods_leke_sku (
    account_id VARCHAR(32) NOT NULL COMMENT "账号 / account whose row it is",
    sku_id VARCHAR(128) NOT NULL COMMENT "商品编码 / code of the SKU",
    item_id VARCHAR(64) NULL COMMENT "款式编号 / number of the style",
    category_id VARCHAR(64) NULL COMMENT "类目编号 / number of the category",
    barcode VARCHAR(64) NULL COMMENT "条码 / barcode",
    name VARCHAR(600) NULL COMMENT "商品名称 / name of the goods",
    brand VARCHAR(300) NULL COMMENT "品牌 / brand",
    status VARCHAR(32) NULL COMMENT "商品状态 / status of the SKU",
    sale_price DECIMAL(18, 4) NULL COMMENT "售价 / price (CNY)",
    cost_price DECIMAL(18, 4) NULL COMMENT "成本价 / cost of one piece (CNY)",
    weight DECIMAL(18, 4) NULL COMMENT "重量 / weight (kg)",
    is_combination BOOLEAN NULL COMMENT "是否组合装 / whether it is made of others",
    created_at DATETIME NULL COMMENT "创建时间 / when it was created",
    changed_at DATETIME NULL COMMENT "变动时间 / when it was changed last",
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
PRIMARY KEY (account_id, sku_id)
COMMENT "商品 / SKU"
DISTRIBUTED BY HASH (account_id, sku_id) BUCKETS 12
PROPERTIES ("colocate_with" = "leke_sku");

CREATE OR REPLACE VIEW leke_sku COMMENT "商品 / SKU" AS
SELECT
    r.account_id,
    r.sku_id,
    r.item_id,
    r.category_id,
    r.barcode,
    r.name,
    r.brand,
    r.status,
    r.sale_price,
    r.cost_price,
    r.weight,
    r.is_combination,
    r.created_at,
    r.changed_at,
    r.occurred_at,
    r.emitted_at,
    r.record_version,
    r.source_topic,
    r.source_partition,
    r.source_offset,
    r.extra,
    r.loaded_at
FROM ods_leke_sku r
WHERE r.is_deleted = FALSE;
