CREATE TABLE IF NOT EXISTS ods_jushuitan_warehouse (
    account_id VARCHAR(32) NOT NULL COMMENT "账号 / account whose row it is",
    wms_co_id BIGINT NOT NULL COMMENT "分仓编号 / number of the warehouse",
    co_id BIGINT NULL COMMENT "主仓公司编号 / number of the company",
    status VARCHAR(128) NULL COMMENT "状态 / status",
    is_main BOOLEAN NULL COMMENT "是否为主仓 / whether it is the main warehouse",
    name VARCHAR(600) NULL COMMENT "分仓名称 / name of the warehouse",
    remark1 VARCHAR(4000) NULL COMMENT "对方备注 / remark of the other side",
    remark2 VARCHAR(4000) NULL COMMENT "我方备注 / remark of our side",
    record_version BIGINT NOT NULL COMMENT "版本，最新者为准 / version of the row, the newest wins",
    is_deleted BOOLEAN NOT NULL COMMENT "是否已删除 / whether the row is deleted",
    source_topic VARCHAR(128) NULL COMMENT "来源主题 / topic of the record that it came from",
    source_partition INT NULL COMMENT "来源分区 / partition of that record",
    source_offset BIGINT NULL COMMENT "来源位点 / offset of that record",
    extra JSON NULL COMMENT "未声明的字段 / fields that nobody declared",
    loaded_at DATETIME NULL DEFAULT CURRENT_TIMESTAMP COMMENT "装载时间 / when StarRocks took the row"
)
PRIMARY KEY (account_id, wms_co_id)
COMMENT "仓库 / Warehouse"
DISTRIBUTED BY HASH (account_id, wms_co_id) BUCKETS 12
PROPERTIES ("colocate_with" = "jushuitan_warehouse");

CREATE OR REPLACE VIEW jushuitan_warehouse COMMENT "仓库 / Warehouse" AS
SELECT
    r.account_id,
    r.wms_co_id,
    r.co_id,
    r.status,
    r.is_main,
    r.name,
    r.remark1,
    r.remark2,
    r.record_version,
    r.source_topic,
    r.source_partition,
    r.source_offset,
    r.extra,
    r.loaded_at
FROM ods_jushuitan_warehouse r
WHERE r.is_deleted = FALSE;
