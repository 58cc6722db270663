CREATE TABLE IF NOT EXISTS ods_jushuitan_after_sale_received (
    account_id VARCHAR(32) NOT NULL COMMENT "账号 / account whose row it is",
    io_id BIGINT NOT NULL COMMENT "退仓单号 / number of the document",
    o_id BIGINT NULL COMMENT "内部单号 / internal number of the order",
    as_id BIGINT NULL COMMENT "售后订单号 / number of the after-sale",
    creator BIGINT NULL COMMENT "创建人编码 / number of the person who made it",
    shop_id BIGINT NULL COMMENT "店铺编号 / number of the shop",
    wms_co_id BIGINT NULL COMMENT "分仓编号 / number of the warehouse",
    drp_co_id_to BIGINT NULL COMMENT "分销商编号 / number of the distributor",
    so_id VARCHAR(128) NULL COMMENT "线上单号 / number of the order at the platform",
    lc_id VARCHAR(128) NULL COMMENT "物流公司编码 / code of the carrier",
    l_id VARCHAR(200) NULL COMMENT "物流单号 / tracking number",
    io_date DATETIME NULL COMMENT "入库日期 / when it was put into stock",
    modified DATETIME NULL COMMENT "修改时间 / when it was changed last",
    status VARCHAR(64) NULL COMMENT "单据状态 / status",
    type VARCHAR(64) NULL COMMENT "售后类型 / kind of after-sale",
    wh_id INT NULL COMMENT "仓库代码 / part of the warehouse",
    logistics_company VARCHAR(600) NULL COMMENT "物流公司名称 / carrier",
    creator_name VARCHAR(600) NULL COMMENT "创建人名称 / who made it",
    warehouse VARCHAR(600) NULL COMMENT "仓库名称 / name of the warehouse",
    drp_co_name VARCHAR(600) NULL COMMENT "分销商名称 / name of the distributor",
    batchs JSON NULL COMMENT "批次信息集合 / production batches",
    sns JSON NULL COMMENT "唯一码集合 / serial numbers",
    record_version BIGINT NOT NULL COMMENT "版本，最新者为准 / version of the row, the newest wins",
    is_deleted BOOLEAN NOT NULL COMMENT "是否已删除 / whether the row is deleted",
    source_topic VARCHAR(128) NULL COMMENT "来源主题 / topic of the record that it came from",
    source_partition INT NULL COMMENT "来源分区 / partition of that record",
    source_offset BIGINT NULL COMMENT "来源位点 / offset of that record",
    extra JSON NULL COMMENT "未声明的字段 / fields that nobody declared",
    loaded_at DATETIME NULL DEFAULT CURRENT_TIMESTAMP COMMENT "装载时间 / when StarRocks took the row"
)
PRIMARY KEY (account_id, io_id)
COMMENT "售后实收 / After-sale received"
DISTRIBUTED BY HASH (account_id, io_id) BUCKETS 12
PROPERTIES ("colocate_with" = "jushuitan_after_sale_received");

CREATE OR REPLACE VIEW jushuitan_after_sale_received COMMENT "售后实收 / After-sale received" AS
SELECT
    r.account_id,
    r.io_id,
    r.o_id,
    r.as_id,
    r.creator,
    r.shop_id,
    r.wms_co_id,
    r.drp_co_id_to,
    r.so_id,
    r.lc_id,
    r.l_id,
    r.io_date,
    r.modified,
    r.status,
    r.type,
    r.wh_id,
    r.logistics_company,
    r.creator_name,
    r.warehouse,
    r.drp_co_name,
    r.batchs,
    r.sns,
    r.record_version,
    r.source_topic,
    r.source_partition,
    r.source_offset,
    r.extra,
    r.loaded_at
FROM ods_jushuitan_after_sale_received r
WHERE r.is_deleted = FALSE;
