CREATE TABLE IF NOT EXISTS ods_jushuitan_stock_count (
    account_id VARCHAR(32) NOT NULL COMMENT "账号 / account whose row it is",
    io_id BIGINT NOT NULL COMMENT "盘点单号 / number of the document",
    modified DATETIME NULL COMMENT "修改时间 / when it was changed last",
    type VARCHAR(128) NULL COMMENT "单据类型 / kind",
    lock_wh_id VARCHAR(128) NULL COMMENT "虚拟仓编码 / number of the virtual warehouse",
    wms_co_id BIGINT NULL COMMENT "分仓编号 / number of the warehouse",
    io_date DATETIME NULL COMMENT "单据日期 / date of the document",
    status VARCHAR(64) NULL COMMENT "状态 / status",
    f_status VARCHAR(64) NULL COMMENT "财审状态 / status of the financial review",
    wh_id INT NULL COMMENT "仓库编号 / part of the warehouse",
    warehouse VARCHAR(600) NULL COMMENT "仓库名称 / name of the warehouse",
    creator_name VARCHAR(600) NULL COMMENT "创建人 / who made it",
    lock_wh_name VARCHAR(600) NULL COMMENT "虚拟仓名称 / name of the virtual warehouse",
    remark VARCHAR(4000) NULL COMMENT "备注 / remark",
    labels VARCHAR(600) NULL COMMENT "标记/多标签 / labels",
    batchs JSON NULL COMMENT "批次集合 / production batches",
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
COMMENT "库存盘点单 / Stock count"
DISTRIBUTED BY HASH (account_id, io_id) BUCKETS 12
PROPERTIES ("colocate_with" = "jushuitan_stock_count");

CREATE OR REPLACE VIEW jushuitan_stock_count COMMENT "库存盘点单 / Stock count" AS
SELECT
    r.account_id,
    r.io_id,
    r.modified,
    r.type,
    r.lock_wh_id,
    r.wms_co_id,
    r.io_date,
    r.status,
    r.f_status,
    r.wh_id,
    r.warehouse,
    r.creator_name,
    r.lock_wh_name,
    r.remark,
    r.labels,
    r.batchs,
    r.sns,
    r.record_version,
    r.source_topic,
    r.source_partition,
    r.source_offset,
    r.extra,
    r.loaded_at
FROM ods_jushuitan_stock_count r
WHERE r.is_deleted = FALSE;
