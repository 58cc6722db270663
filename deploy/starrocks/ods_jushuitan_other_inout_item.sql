CREATE TABLE IF NOT EXISTS ods_jushuitan_other_inout_item (
    account_id VARCHAR(32) NOT NULL COMMENT "账号 / account whose row it is",
    io_id BIGINT NOT NULL COMMENT "出仓单号 / number of the document",
    ioi_id BIGINT NOT NULL COMMENT "子单号 / number of the item",
    sku_id VARCHAR(64) NULL COMMENT "商品编码 / code of the SKU",
    i_id VARCHAR(64) NULL COMMENT "款式编码 / code of the style",
    batch_id VARCHAR(128) NULL COMMENT "批次号 / number of the batch",
    supplier_id BIGINT NULL COMMENT "供应商编号 / number of the supplier",
    product_date DATETIME NULL COMMENT "批次日期 / date of the batch",
    expiration_date DATETIME NULL COMMENT "有效期至 / best before",
    name VARCHAR(600) NULL COMMENT "商品名称 / name of the goods",
    unit VARCHAR(600) NULL COMMENT "单位 / unit of the goods",
    properties_value VARCHAR(1000) NULL COMMENT "颜色及规格 / colour and size",
    remark VARCHAR(4000) NULL COMMENT "商品备注 / remark",
    qty DECIMAL(18, 4) NULL COMMENT "数量 / quantity (piece)",
    cost_price DECIMAL(18, 4) NULL COMMENT "成本单价 / cost of one piece (CNY)",
    cost_amount DECIMAL(18, 4) NULL COMMENT "总成本价 / cost of all pieces (CNY)",
    sale_price DECIMAL(18, 4) NULL COMMENT "单价 / unit price (CNY)",
    sale_amount DECIMAL(18, 4) NULL COMMENT "金额 / amount (CNY)",
    record_version BIGINT NOT NULL COMMENT "版本，最新者为准 / version of the row, the newest wins",
    is_deleted BOOLEAN NOT NULL COMMENT "是否已删除 / whether the row is deleted",
    source_topic VARCHAR(128) NULL COMMENT "来源主题 / topic of the record that it came from",
    source_partition INT NULL COMMENT "来源分区 / partition of that record",
    source_offset BIGINT NULL COMMENT "来源位点 / offset of that record",
    extra JSON NULL COMMENT "未声明的字段 / fields that nobody declared",
    loaded_at DATETIME NULL DEFAULT CURRENT_TIMESTAMP COMMENT "装载时间 / when StarRocks took the row"
)
PRIMARY KEY (account_id, io_id, ioi_id)
COMMENT "其它出入库单 / Other in and out: 商品集合 / goods moved"
DISTRIBUTED BY HASH (account_id, io_id) BUCKETS 12
PROPERTIES ("colocate_with" = "jushuitan_other_inout");

CREATE OR REPLACE VIEW jushuitan_other_inout_item COMMENT "其它出入库单 / Other in and out: 商品集合 / goods moved" AS
SELECT
    c.account_id,
    c.io_id,
    c.ioi_id,
    c.sku_id,
    c.i_id,
    c.batch_id,
    c.supplier_id,
    c.product_date,
    c.expiration_date,
    c.name,
    c.unit,
    c.properties_value,
    c.remark,
    c.qty,
    c.cost_price,
    c.cost_amount,
    c.sale_price,
    c.sale_amount,
    c.record_version,
    r.record_version AS parent_version,
    c.source_topic,
    c.source_partition,
    c.source_offset,
    c.extra,
    c.loaded_at
FROM ods_jushuitan_other_inout_item c
JOIN ods_jushuitan_other_inout r ON r.account_id = c.account_id AND r.io_id = c.io_id
WHERE r.is_deleted = FALSE AND c.record_version >= r.record_version;
