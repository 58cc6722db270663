CREATE TABLE IF NOT EXISTS ods_jushuitan_after_sale_item (
    account_id VARCHAR(32) NOT NULL COMMENT "账号 / account whose row it is",
    as_id BIGINT NOT NULL COMMENT "聚水潭售后单号 / number of the after-sale, unique for the merchant",
    asi_id BIGINT NOT NULL COMMENT "售后子单号 / number of the item",
    sku_id VARCHAR(64) NULL COMMENT "商品编码 / code of the SKU",
    outer_oi_id VARCHAR(64) NULL COMMENT "子订单号 / number of the item at the platform",
    combine_sku_id VARCHAR(64) NULL COMMENT "组合商品编码 / code of the combination it belongs to",
    shop_sku_id VARCHAR(64) NULL COMMENT "店铺商品编码 / shop's code of the SKU",
    i_id VARCHAR(64) NULL COMMENT "款式编码 / code of the style",
    sku_type VARCHAR(128) NULL COMMENT "商品类型 / kind of SKU",
    is_gift BOOLEAN NULL COMMENT "是否赠品 / whether it is a gift",
    type VARCHAR(64) NULL COMMENT "类型 / kind",
    receive_date DATETIME NULL COMMENT "入仓时间 / when it was put into stock",
    name VARCHAR(600) NULL COMMENT "商品名称 / name of the goods",
    pic VARCHAR(1000) NULL COMMENT "图片地址 / address of the picture",
    properties_value VARCHAR(1000) NULL COMMENT "颜色规格 / colour and size",
    shop_amount DECIMAL(18, 4) NULL COMMENT "线上明细金额 / amount of the item at the platform (CNY)",
    price DECIMAL(18, 4) NULL COMMENT "单价 / unit price (CNY)",
    amount DECIMAL(18, 4) NULL COMMENT "申请金额 / amount asked for (CNY)",
    qty DECIMAL(18, 4) NULL COMMENT "数量 / quantity (piece)",
    r_qty DECIMAL(18, 4) NULL COMMENT "实收退货数量 / quantity that really came back (piece)",
    defective_qty DECIMAL(18, 4) NULL COMMENT "次品数量 / quantity that is defective (piece)",
    record_version BIGINT NOT NULL COMMENT "版本，最新者为准 / version of the row, the newest wins",
    is_deleted BOOLEAN NOT NULL COMMENT "是否已删除 / whether the row is deleted",
    source_topic VARCHAR(128) NULL COMMENT "来源主题 / topic of the record that it came from",
    source_partition INT NULL COMMENT "来源分区 / partition of that record",
    source_offset BIGINT NULL COMMENT "来源位点 / offset of that record",
    extra JSON NULL COMMENT "未声明的字段 / fields that nobody declared",
    loaded_at DATETIME NULL DEFAULT CURRENT_TIMESTAMP COMMENT "装载时间 / when StarRocks took the row"
)
PRIMARY KEY (account_id, as_id, asi_id)
COMMENT "售后单 / After-sale: 商品集合 / items of the after-sale"
DISTRIBUTED BY HASH (account_id, as_id) BUCKETS 12
PROPERTIES ("colocate_with" = "jushuitan_after_sale");

CREATE OR REPLACE VIEW jushuitan_after_sale_item COMMENT "售后单 / After-sale: 商品集合 / items of the after-sale" AS
SELECT
    c.account_id,
    c.as_id,
    c.asi_id,
    c.sku_id,
    c.outer_oi_id,
    c.combine_sku_id,
    c.shop_sku_id,
    c.i_id,
    c.sku_type,
    c.is_gift,
    c.type,
    c.receive_date,
    c.name,
    c.pic,
    c.properties_value,
    c.shop_amount,
    c.price,
    c.amount,
    c.qty,
    c.r_qty,
    c.defective_qty,
    c.record_version,
    r.record_version AS parent_version,
    c.source_topic,
    c.source_partition,
    c.source_offset,
    c.extra,
    c.loaded_at
FROM ods_jushuitan_after_sale_item c
JOIN ods_jushuitan_after_sale r ON r.account_id = c.account_id AND r.as_id = c.as_id
WHERE r.is_deleted = FALSE AND c.record_version >= r.record_version;
