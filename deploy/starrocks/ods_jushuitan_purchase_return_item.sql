CREATE TABLE IF NOT EXISTS ods_jushuitan_purchase_return_item (
    account_id VARCHAR(32) NOT NULL COMMENT "账号 / account whose row it is",
    io_id BIGINT NOT NULL COMMENT "退货单号 / number of the document",
    ioi_id BIGINT NOT NULL COMMENT "明细id / number of the item",
    sku_id VARCHAR(64) NULL COMMENT "商品编码 / code of the SKU",
    i_id VARCHAR(64) NULL COMMENT "款式编码 / code of the style",
    batch_no VARCHAR(64) NULL COMMENT "批次号 / number of the batch",
    co_id BIGINT NULL COMMENT "公司编号 / number of the company",
    name VARCHAR(600) NULL COMMENT "商品名称 / name of the goods",
    properties_value VARCHAR(1000) NULL COMMENT "属性 / properties, such as colour and size",
    remark VARCHAR(4000) NULL COMMENT "备注 / remark",
    tax_rate DECIMAL(18, 4) NULL COMMENT "税率 / rate of tax (percent)",
    qty DECIMAL(18, 4) NULL COMMENT "数量 / quantity (piece)",
    cost_price DECIMAL(18, 4) NULL COMMENT "单价 / cost of one piece (CNY)",
    cost_amount DECIMAL(18, 4) NULL COMMENT "金额 / cost of all pieces (CNY)",
    record_version BIGINT NOT NULL COMMENT "版本，最新者为准 / version of the row, the newest wins",
    is_deleted BOOLEAN NOT NULL COMMENT "是否已删除 / whether the row is deleted",
    source_topic VARCHAR(128) NULL COMMENT "来源主题 / topic of the record that it came from",
    source_partition INT NULL COMMENT "来源分区 / partition of that record",
    source_offset BIGINT NULL COMMENT "来源位点 / offset of that record",
    extra JSON NULL COMMENT "未声明的字段 / fields that nobody declared",
    loaded_at DATETIME NULL DEFAULT CURRENT_TIMESTAMP COMMENT "装载时间 / when StarRocks took the row"
)
PRIMARY KEY (account_id, io_id, ioi_id)
COMMENT "采购退货单 / Purchase return: 商品集合 / goods sent back"
DISTRIBUTED BY HASH (account_id, io_id) BUCKETS 12
PROPERTIES ("colocate_with" = "jushuitan_purchase_return");

CREATE OR REPLACE VIEW jushuitan_purchase_return_item COMMENT "采购退货单 / Purchase return: 商品集合 / goods sent back" AS
SELECT
    c.account_id,
    c.io_id,
    c.ioi_id,
    c.sku_id,
    c.i_id,
    c.batch_no,
    c.co_id,
    c.name,
    c.properties_value,
    c.remark,
    c.tax_rate,
    c.qty,
    c.cost_price,
    c.cost_amount,
    c.record_version,
    r.record_version AS parent_version,
    c.source_topic,
    c.source_partition,
    c.source_offset,
    c.extra,
    c.loaded_at
FROM ods_jushuitan_purchase_return_item c
JOIN ods_jushuitan_purchase_return r ON r.account_id = c.account_id AND r.io_id = c.io_id
WHERE r.is_deleted = FALSE AND c.record_version >= r.record_version;
