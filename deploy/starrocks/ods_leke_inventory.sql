CREATE TABLE IF NOT EXISTS ods_leke_inventory (
    account_id VARCHAR(32) NOT NULL COMMENT "账号 / account whose row it is",
    inventory_id VARCHAR(64) NOT NULL COMMENT "库存编号，仓库与商品唯一 / number of the stock of a SKU in a warehouse",
    sku_id VARCHAR(128) NULL COMMENT "商品编码 / code of the SKU",
    warehouse_id VARCHAR(64) NULL COMMENT "仓库编号 / number of the warehouse",
    status VARCHAR(32) NULL COMMENT "库存状态 / status of the stock",
    qty DECIMAL(18, 4) NULL COMMENT "实际库存 / stock on hand (piece)",
    locked_qty DECIMAL(18, 4) NULL COMMENT "占用数 / quantity reserved by orders (piece)",
    transit_qty DECIMAL(18, 4) NULL COMMENT "在途数 / quantity on its way (piece)",
    safety_qty DECIMAL(18, 4) NULL COMMENT "安全库存 / safety stock (piece)",
    cost_price DECIMAL(18, 4) NULL COMMENT "成本价 / cost of one piece (CNY)",
    is_negative_allowed BOOLEAN NULL COMMENT "是否允许负库存 / whether more may be sold than is there",
    counted_at DATETIME NULL COMMENT "最近盘点时间 / when it was counted last",
    changed_at DATETIME NULL COMMENT "库存变动时间 / when the stock changed last",
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
PRIMARY KEY (account_id, inventory_id)
COMMENT "库存 / Inventory"
DISTRIBUTED BY HASH (account_id, inventory_id) BUCKETS 12
PROPERTIES ("colocate_with" = "leke_inventory");

CREATE OR REPLACE VIEW leke_inventory COMMENT "库存 / Inventory" AS
SELECT
    r.account_id,
    r.inventory_id,
    r.sku_id,
    r.warehouse_id,
    r.status,
    r.qty,
    r.locked_qty,
    r.transit_qty,
    r.safety_qty,
    r.cost_price,
    r.is_negative_allowed,
    r.counted_at,
    r.changed_at,
    r.occurred_at,
    r.emitted_at,
    r.record_version,
    r.source_topic,
    r.source_partition,
    r.source_offset,
    r.extra,
    r.loaded_at
FROM ods_leke_inventory r
WHERE r.is_deleted = FALSE;
