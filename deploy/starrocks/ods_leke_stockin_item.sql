CREATE TABLE IF NOT EXISTS ods_leke_stockin_item (
    account_id VARCHAR(32) NOT NULL COMMENT "账号 / account whose row it is",
    stockin_id VARCHAR(64) NOT NULL COMMENT "入库单编号 / number of the document",
    line_id VARCHAR(64) NOT NULL COMMENT "明细编号 / number of the line",
    sku_id VARCHAR(128) NULL COMMENT "商品编码 / code of the SKU",
    qty DECIMAL(18, 4) NULL COMMENT "数量 / quantity (piece)",
    cost_price DECIMAL(18, 4) NULL COMMENT "成本价 / cost of one piece (CNY)",
    batch_no VARCHAR(64) NULL COMMENT "批次号 / number of the batch",
    record_version BIGINT NOT NULL COMMENT "版本，最新者为准 / version of the row, the newest wins",
    is_deleted BOOLEAN NOT NULL COMMENT "是否已删除 / whether the row is deleted",
    source_topic VARCHAR(128) NULL COMMENT "来源主题 / topic of the record that it came from",
    source_partition INT NULL COMMENT "来源分区 / partition of that record",
    source_offset BIGINT NULL COMMENT "来源位点 / offset of that record",
    extra JSON NULL COMMENT "未声明的字段 / fields that nobody declared",
    loaded_at DATETIME NULL DEFAULT CURRENT_TIMESTAMP COMMENT "装载时间 / when StarRocks took the row"
)
PRIMARY KEY (account_id, stockin_id, line_id)
COMMENT "入库单 / Stock in: 入库明细 / lines of the document"
DISTRIBUTED BY HASH (account_id, stockin_id) BUCKETS 12
PROPERTIES ("colocate_with" = "leke_stockin");

CREATE OR REPLACE VIEW leke_stockin_item COMMENT "入库单 / Stock in: 入库明细 / lines of the document" AS
SELECT
    c.account_id,
    c.stockin_id,
    c.line_id,
    c.sku_id,
    c.qty,
    c.cost_price,
    c.batch_no,
    c.record_version,
    r.record_version AS parent_version,
    c.source_topic,
    c.source_partition,
    c.source_offset,
    c.extra,
    c.loaded_at
FROM ods_leke_stockin_item c
JOIN ods_leke_stockin r ON r.account_id = c.account_id AND r.stockin_id = c.stockin_id
WHERE r.is_deleted = FALSE AND c.record_version >= r.record_version;
