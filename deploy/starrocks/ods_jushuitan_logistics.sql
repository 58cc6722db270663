CREATE TABLE IF NOT EXISTS ods_jushuitan_logistics (
    account_id VARCHAR(32) NOT NULL COMMENT "账号 / account whose row it is",
    o_id BIGINT NOT NULL COMMENT "ERP订单号 / internal number of the order",
    l_id VARCHAR(64) NOT NULL COMMENT "快递单号 / tracking number",
    shop_id BIGINT NULL COMMENT "店铺编号 / number of the shop",
    so_id VARCHAR(64) NULL COMMENT "订单号 / number of the order at the platform",
    lc_id VARCHAR(128) NULL COMMENT "快递公司代码 / code of the carrier",
    send_date DATETIME NULL COMMENT "发货时间 / when it was sent",
    logistics_company VARCHAR(600) NULL COMMENT "快递公司 / carrier",
    freight DECIMAL(18, 4) NULL COMMENT "运费 / freight (CNY)",
    weight DECIMAL(18, 4) NULL COMMENT "重量 / weight (kg)",
    items JSON NULL COMMENT "订单明细 / goods sent",
    record_version BIGINT NOT NULL COMMENT "版本，最新者为准 / version of the row, the newest wins",
    is_deleted BOOLEAN NOT NULL COMMENT "是否已删除 / whether the row is deleted",
    source_topic VARCHAR(128) NULL COMMENT "来源主题 / topic of the record that it came from",
    source_partition INT NULL COMMENT "来源分区 / partition of that record",
    source_offset BIGINT NULL COMMENT "来源位点 / offset of that record",
    extra JSON NULL COMMENT "未声明的字段 / fields that nobody declared",
    loaded_at DATETIME NULL DEFAULT CURRENT_TIMESTAMP COMMENT "装载时间 / when StarRocks took the row"
)
PRIMARY KEY (account_id, o_id, l_id)
COMMENT "发货信息 / Logistics"
DISTRIBUTED BY HASH (account_id, o_id, l_id) BUCKETS 12
PROPERTIES ("colocate_with" = "jushuitan_logistics");

CREATE OR REPLACE VIEW jushuitan_logistics COMMENT "发货信息 / Logistics" AS
SELECT
    r.account_id,
    r.o_id,
    r.l_id,
    r.shop_id,
    r.so_id,
    r.lc_id,
    r.send_date,
    r.logistics_company,
    r.freight,
    r.weight,
    r.items,
    r.record_version,
    r.source_topic,
    r.source_partition,
    r.source_offset,
    r.extra,
    r.loaded_at
FROM ods_jushuitan_logistics r
WHERE r.is_deleted = FALSE;
