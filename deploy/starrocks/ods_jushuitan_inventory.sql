CREATE TABLE IF NOT EXISTS ods_jushuitan_inventory (
    account_id VARCHAR(32) NOT NULL COMMENT "账号 / account whose row it is",
    wms_co_id BIGINT NOT NULL COMMENT "分仓编号，0为所有仓之和 / number of the warehouse asked for, 0 for the sum of all",
    sku_id VARCHAR(64) NOT NULL COMMENT "商品编码 / code of the SKU",
    i_id VARCHAR(64) NULL COMMENT "款式编码 / code of the style",
    name VARCHAR(600) NULL COMMENT "商品名称 / name of the goods",
    qty DECIMAL(18, 4) NULL COMMENT "主仓实际库存 / stock in the main part of the warehouse (piece)",
    order_lock DECIMAL(18, 4) NULL COMMENT "订单占有数 / quantity reserved by orders (piece)",
    pick_lock DECIMAL(18, 4) NULL COMMENT "仓库待发数 / quantity waiting to be sent (piece)",
    lock_qty DECIMAL(18, 4) NULL COMMENT "库存锁定数 / quantity locked (piece)",
    virtual_qty DECIMAL(18, 4) NULL COMMENT "虚拟库存 / virtual stock (piece)",
    return_qty DECIMAL(18, 4) NULL COMMENT "销退仓库存 / stock among the returns (piece)",
    in_qty DECIMAL(18, 4) NULL COMMENT "进货仓库存 / stock among the goods received (piece)",
    defective_qty DECIMAL(18, 4) NULL COMMENT "次品库存 / stock of defective goods (piece)",
    customize_qty_1 DECIMAL(18, 4) NULL COMMENT "自定义仓1 / stock in custom part 1 (piece)",
    customize_qty_2 DECIMAL(18, 4) NULL COMMENT "自定义仓2 / stock in custom part 2 (piece)",
    customize_qty_3 DECIMAL(18, 4) NULL COMMENT "自定义仓3 / stock in custom part 3 (piece)",
    purchase_qty DECIMAL(18, 4) NULL COMMENT "采购在途数 / quantity on its way from suppliers (piece)",
    allocate_qty DECIMAL(18, 4) NULL COMMENT "调拨在途数 / quantity on its way between warehouses (piece)",
    sale_refund_qty DECIMAL(18, 4) NULL COMMENT "销退在途数 / quantity on its way back from buyers (piece)",
    min_qty DECIMAL(18, 4) NULL COMMENT "安全库存下限 / lower bound of the safety stock (piece)",
    max_qty DECIMAL(18, 4) NULL COMMENT "安全库存上限 / upper bound of the safety stock (piece)",
    modified DATETIME NULL COMMENT "修改时间 / when it was changed last",
    record_version BIGINT NOT NULL COMMENT "版本，最新者为准 / version of the row, the newest wins",
    is_deleted BOOLEAN NOT NULL COMMENT "是否已删除 / whether the row is deleted",
    source_topic VARCHAR(128) NULL COMMENT "来源主题 / topic of the record that it came from",
    source_partition INT NULL COMMENT "来源分区 / partition of that record",
    source_offset BIGINT NULL COMMENT "来源位点 / offset of that record",
    extra JSON NULL COMMENT "未声明的字段 / fields that nobody declared",
    loaded_at DATETIME NULL DEFAULT CURRENT_TIMESTAMP COMMENT "装载时间 / when StarRocks took the row"
)
PRIMARY KEY (account_id, wms_co_id, sku_id)
COMMENT "商品库存 / Inventory"
DISTRIBUTED BY HASH (account_id, wms_co_id, sku_id) BUCKETS 12
PROPERTIES ("colocate_with" = "jushuitan_inventory");

CREATE OR REPLACE VIEW jushuitan_inventory COMMENT "商品库存 / Inventory" AS
SELECT
    r.account_id,
    r.wms_co_id,
    r.sku_id,
    r.i_id,
    r.name,
    r.qty,
    r.order_lock,
    r.pick_lock,
    r.lock_qty,
    r.virtual_qty,
    r.return_qty,
    r.in_qty,
    r.defective_qty,
    r.customize_qty_1,
    r.customize_qty_2,
    r.customize_qty_3,
    r.purchase_qty,
    r.allocate_qty,
    r.sale_refund_qty,
    r.min_qty,
    r.max_qty,
    r.modified,
    r.record_version,
    r.source_topic,
    r.source_partition,
    r.source_offset,
    r.extra,
    r.loaded_at
FROM ods_jushuitan_inventory r
WHERE r.is_deleted = FALSE;
