CREATE TABLE IF NOT EXISTS ods_jushuitan_supplier (
    account_id VARCHAR(32) NOT NULL COMMENT "账号 / account whose row it is",
    supplier_id BIGINT NOT NULL COMMENT "供应商内部编码 / number of the supplier",
    modified DATETIME NULL COMMENT "修改时间 / when it was changed last",
    supplier_code VARCHAR(128) NULL COMMENT "供应商编码 / code of the supplier",
    enabled BOOLEAN NULL COMMENT "是否启用 / whether it is in use",
    name VARCHAR(600) NULL COMMENT "供应商名称 / name of the supplier",
    remark VARCHAR(4000) NULL COMMENT "备注1 / first remark",
    remark2 VARCHAR(4000) NULL COMMENT "备注2 / second remark",
    remark3 VARCHAR(4000) NULL COMMENT "备注3 / third remark",
    supplier_group VARCHAR(600) NULL COMMENT "供应商分类 / group of suppliers",
    record_version BIGINT NOT NULL COMMENT "版本，最新者为准 / version of the row, the newest wins",
    is_deleted BOOLEAN NOT NULL COMMENT "是否已删除 / whether the row is deleted",
    source_topic VARCHAR(128) NULL COMMENT "来源主题 / topic of the record that it came from",
    source_partition INT NULL COMMENT "来源分区 / partition of that record",
    source_offset BIGINT NULL COMMENT "来源位点 / offset of that record",
    extra JSON NULL COMMENT "未声明的字段 / fields that nobody declared",
    loaded_at DATETIME NULL DEFAULT CURRENT_TIMESTAMP COMMENT "装载时间 / when StarRocks took the row"
)
PRIMARY KEY (account_id, supplier_id)
COMMENT "供应商 / Supplier"
DISTRIBUTED BY HASH (account_id, supplier_id) BUCKETS 12
PROPERTIES ("colocate_with" = "jushuitan_supplier");

CREATE OR REPLACE VIEW jushuitan_supplier COMMENT "供应商 / Supplier" AS
SELECT
    r.account_id,
    r.supplier_id,
    r.modified,
    r.supplier_code,
    r.enabled,
    r.name,
    r.remark,
    r.remark2,
    r.remark3,
    r.supplier_group,
    r.record_version,
    r.source_topic,
    r.source_partition,
    r.source_offset,
    r.extra,
    r.loaded_at
FROM ods_jushuitan_supplier r
WHERE r.is_deleted = FALSE;
