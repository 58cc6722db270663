CREATE TABLE IF NOT EXISTS ods_jushuitan_purchase_item (
    account_id VARCHAR(32) NOT NULL COMMENT "账号 / account whose row it is",
    po_id BIGINT NOT NULL COMMENT "采购单号 / number of the purchase order",
    poi_id BIGINT NOT NULL COMMENT "采购单明细编号 / number of the item",
    sku_id VARCHAR(64) NULL COMMENT "商家商品编码 / code of the SKU",
    i_id VARCHAR(64) NULL COMMENT "款号 / code of the style",
    name VARCHAR(600) NULL COMMENT "商品名称 / name of the goods",
    qty DECIMAL(18, 4) NULL COMMENT "数量，非实际入库数量 / quantity ordered, not what was received (piece)",
    in_qty DECIMAL(18, 4) NULL COMMENT "已入库数 / quantity received (piece)",
    return_qty DECIMAL(18, 4) NULL COMMENT "退货数 / quantity returned (piece)",
    qc_qty DECIMAL(18, 4) NULL COMMENT "质检数 / quantity inspected (piece)",
    qc_quality_qty DECIMAL(18, 4) NULL COMMENT "质检正品数 / quantity that passed the inspection (piece)",
    qc_defective_qty DECIMAL(18, 4) NULL COMMENT "质检次品数 / quantity that failed the inspection (piece)",
    price DECIMAL(18, 4) NULL COMMENT "单价 / unit price (CNY)",
    tax_rate DECIMAL(18, 4) NULL COMMENT "税率 / rate of tax (percent)",
    delivery_date DATETIME NULL COMMENT "预计到货日期 / when it is expected",
    is_delivery INT NULL COMMENT "是否上架 / whether it is on the shelf",
    remark VARCHAR(4000) NULL COMMENT "备注 / remark",
    record_version BIGINT NOT NULL COMMENT "版本，最新者为准 / version of the row, the newest wins",
    is_deleted BOOLEAN NOT NULL COMMENT "是否已删除 / whether the row is deleted",
    source_topic VARCHAR(128) NULL COMMENT "来源主题 / topic of the record that it came from",
    source_partition INT NULL COMMENT "来源分区 / partition of that record",
    source_offset BIGINT NULL COMMENT "来源位点 / offset of that record",
    extra JSON NULL COMMENT "未声明的字段 / fields that nobody declared",
    loaded_at DATETIME NULL DEFAULT CURRENT_TIMESTAMP COMMENT "装载时间 / when StarRocks took the row"
)
PRIMARY KEY (account_id, po_id, poi_id)
COMMENT "采购单 / Purchase order: 商品明细 / items of the purchase order"
DISTRIBUTED BY HASH (account_id, po_id) BUCKETS 12
PROPERTIES ("colocate_with" = "jushuitan_purchase");

CREATE OR REPLACE VIEW jushuitan_purchase_item COMMENT "采购单 / Purchase order: 商品明细 / items of the purchase order" AS
SELECT
    c.account_id,
    c.po_id,
    c.poi_id,
    c.sku_id,
    c.i_id,
    c.name,
    c.qty,
    c.in_qty,
    c.return_qty,
    c.qc_qty,
    c.qc_quality_qty,
    c.qc_defective_qty,
    c.price,
    c.tax_rate,
    c.delivery_date,
    c.is_delivery,
    c.remark,
    c.record_version,
    r.record_version AS parent_version,
    c.source_topic,
    c.source_partition,
    c.source_offset,
    c.extra,
    c.loaded_at
FROM ods_jushuitan_purchase_item c
JOIN ods_jushuitan_purchase r ON r.account_id = c.account_id AND r.po_id = c.po_id
WHERE r.is_deleted = FALSE AND c.record_version >= r.record_version;
