CREATE TABLE IF NOT EXISTS ods_jushuitan_purchase (
    account_id VARCHAR(32) NOT NULL COMMENT "账号 / account whose row it is",
    po_id BIGINT NOT NULL COMMENT "采购单号 / number of the purchase order",
    modified DATETIME NULL COMMENT "修改时间 / when it was changed last",
    so_id VARCHAR(128) NULL COMMENT "外部单号 / number of the document outside",
    merge_po_id VARCHAR(128) NULL COMMENT "汇总采购单号 / number of the purchase order that gathers this one",
    supplier_id BIGINT NULL COMMENT "供应商编码 / number of the supplier",
    wms_co_id BIGINT NULL COMMENT "仓库编号 / number of the warehouse",
    seller VARCHAR(600) NULL COMMENT "供应商名称 / name of the supplier",
    purchaser_name VARCHAR(600) NULL COMMENT "采购员 / buyer in charge",
    item_type VARCHAR(64) NULL COMMENT "商品类型 / kind of goods",
    labels VARCHAR(600) NULL COMMENT "多标签 / labels",
    term VARCHAR(4000) NULL COMMENT "合同条款 / terms of the contract",
    remark VARCHAR(4000) NULL COMMENT "备注 / remark",
    status VARCHAR(64) NULL COMMENT "状态 / status",
    receive_status VARCHAR(64) NULL COMMENT "收货状态 / how much was received",
    po_date DATETIME NULL COMMENT "采购日期 / date of the purchase order",
    confirm_date DATETIME NULL COMMENT "审核生效日期 / when it was approved",
    finish_time DATETIME NULL COMMENT "完成日期 / when it was finished",
    tax_rate DECIMAL(18, 4) NULL COMMENT "税率 / rate of tax (percent)",
    more_rate DECIMAL(18, 4) NULL COMMENT "溢装比 / rate by which more may be delivered (percent)",
    freight DECIMAL(18, 4) NULL COMMENT "运费 / freight (CNY)",
    record_version BIGINT NOT NULL COMMENT "版本，最新者为准 / version of the row, the newest wins",
    is_deleted BOOLEAN NOT NULL COMMENT "是否已删除 / whether the row is deleted",
    source_topic VARCHAR(128) NULL COMMENT "来源主题 / topic of the record that it came from",
    source_partition INT NULL COMMENT "来源分区 / partition of that record",
    source_offset BIGINT NULL COMMENT "来源位点 / offset of that record",
    extra JSON NULL COMMENT "未声明的字段 / fields that nobody declared",
    loaded_at DATETIME NULL DEFAULT CURRENT_TIMESTAMP COMMENT "装载时间 / when StarRocks took the row"
)
PRIMARY KEY (account_id, po_id)
COMMENT "采购单 / Purchase order"
DISTRIBUTED BY HASH (account_id, po_id) BUCKETS 12
PROPERTIES ("colocate_with" = "jushuitan_purchase");

CREATE OR REPLACE VIEW jushuitan_purchase COMMENT "采购单 / Purchase order" AS
SELECT
    r.account_id,
    r.po_id,
    r.modified,
    r.so_id,
    r.merge_po_id,
    r.supplier_id,
    r.wms_co_id,
    r.seller,
    r.purchaser_name,
    r.item_type,
    r.labels,
    r.term,
    r.remark,
    r.status,
    r.receive_status,
    r.po_date,
    r.confirm_date,
    r.finish_time,
    r.tax_rate,
    r.more_rate,
    r.freight,
    r.record_version,
    r.source_topic,
    r.source_partition,
    r.source_offset,
    r.extra,
    r.loaded_at
FROM ods_jushuitan_purchase r
WHERE r.is_deleted = FALSE;
