CREATE TABLE IF NOT EXISTS ods_jushuitan_sales_out_item (
    account_id VARCHAR(32) NOT NULL COMMENT "账号 / account whose row it is",
    io_id BIGINT NOT NULL COMMENT "出库单号，商家维度下唯一 / number of the document, unique for the merchant",
    ioi_id BIGINT NOT NULL COMMENT "子单号 / number of the item",
    oi_id VARCHAR(128) NULL COMMENT "订单子订单号 / number of the order's item",
    raw_so_id VARCHAR(128) NULL COMMENT "原始线上订单号 / platform's number of the order before merge and split",
    batch_id VARCHAR(128) NULL COMMENT "批次号 / number of the batch",
    sku_id VARCHAR(64) NULL COMMENT "商品编码 / code of the SKU",
    i_id VARCHAR(64) NULL COMMENT "款式编码 / code of the style",
    combine_sku_id VARCHAR(64) NULL COMMENT "组合装商品编码 / code of the combination it belongs to",
    outer_oi_id VARCHAR(64) NULL COMMENT "商家系统订单商品明细主键 / number of the item at the platform",
    unit VARCHAR(64) NULL COMMENT "商品单位 / unit of the goods",
    supplier_id BIGINT NULL COMMENT "供应商编号 / number of the supplier",
    name VARCHAR(600) NULL COMMENT "商品名称 / name of the goods",
    properties_value VARCHAR(1000) NULL COMMENT "颜色规格 / colour and size",
    pic VARCHAR(1000) NULL COMMENT "图片 / address of the picture",
    qty DECIMAL(18, 4) NULL COMMENT "数量 / quantity (piece)",
    sale_price DECIMAL(18, 4) NULL COMMENT "单价 / unit price (CNY)",
    sale_base_price DECIMAL(18, 4) NULL COMMENT "原价 / list price (CNY)",
    sale_amount DECIMAL(18, 4) NULL COMMENT "金额 / amount of the item (CNY)",
    is_gift BOOLEAN NULL COMMENT "是否赠品 / whether it is a gift",
    product_date DATETIME NULL COMMENT "批次日期 / date of the batch",
    expiration_date DATETIME NULL COMMENT "有效期至 / best before",
    record_version BIGINT NOT NULL COMMENT "版本，最新者为准 / version of the row, the newest wins",
    is_deleted BOOLEAN NOT NULL COMMENT "是否已删除 / whether the row is deleted",
    source_topic VARCHAR(128) NULL COMMENT "来源主题 / topic of the record that it came from",
    source_partition INT NULL COMMENT "来源分区 / partition of that record",
    source_offset BIGINT NULL COMMENT "来源位点 / offset of that record",
    extra JSON NULL COMMENT "未声明的字段 / fields that nobody declared",
    loaded_at DATETIME NULL DEFAULT CURRENT_TIMESTAMP COMMENT "装载时间 / when StarRocks took the row"
)
PRIMARY KEY (account_id, io_id, ioi_id)
COMMENT "销售出库单 / Sales out: 商品集合 / items of the document"
DISTRIBUTED BY HASH (account_id, io_id) BUCKETS 12
PROPERTIES ("colocate_with" = "jushuitan_sales_out");

CREATE OR REPLACE VIEW jushuitan_sales_out_item COMMENT "销售出库单 / Sales out: 商品集合 / items of the document" AS
SELECT
    c.account_id,
    c.io_id,
    c.ioi_id,
    c.oi_id,
    c.raw_so_id,
    c.batch_id,
    c.sku_id,
    c.i_id,
    c.combine_sku_id,
    c.outer_oi_id,
    c.unit,
    c.supplier_id,
    c.name,
    c.properties_value,
    c.pic,
    c.qty,
    c.sale_price,
    c.sale_base_price,
    c.sale_amount,
    c.is_gift,
    c.product_date,
    c.expiration_date,
    c.record_version,
    r.record_version AS parent_version,
    c.source_topic,
    c.source_partition,
    c.source_offset,
    c.extra,
    c.loaded_at
FROM ods_jushuitan_sales_out_item c
JOIN ods_jushuitan_sales_out r ON r.account_id = c.account_id AND r.io_id = c.io_id
WHERE r.is_deleted = FALSE AND c.record_version >= r.record_version;
