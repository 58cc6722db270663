CREATE TABLE IF NOT EXISTS ods_leke_refund (
    account_id VARCHAR(32) NOT NULL COMMENT "账号 / account whose row it is",
    refund_id VARCHAR(64) NOT NULL COMMENT "退款单编号 / number of the refund",
    order_id VARCHAR(64) NULL COMMENT "订单编号 / number of the order",
    shop_id VARCHAR(64) NULL COMMENT "店铺编号 / number of the shop",
    type VARCHAR(32) NULL COMMENT "退款类型 / kind of refund",
    status VARCHAR(32) NULL COMMENT "退款状态 / status of the refund",
    reason VARCHAR(600) NULL COMMENT "退款原因 / cause that was given",
    apply_time DATETIME NULL COMMENT "申请时间 / when it was asked for",
    finish_time DATETIME NULL COMMENT "完成时间 / when it was finished",
    currency VARCHAR(8) NULL COMMENT "币种 / currency",
    refund_amount DECIMAL(18, 4) NULL COMMENT "退款金额 / amount refunded (currency)",
    freight DECIMAL(18, 4) NULL COMMENT "退运费 / freight refunded (currency)",
    occurred_at DATETIME NULL COMMENT "发生时间 / when it happened",
    emitted_at DATETIME NULL COMMENT "发送时间 / when the event was written",
    record_version BIGINT NOT NULL COMMENT "版本，最新者为准 / version of the row, the newest wins",
    is_deleted BOOLEAN NOT NULL COMMENT "是否已删除 / whether the row is deleted",
    source_topic VARCHAR(128) NULL COMMENT "来源主题 / topic of the record that it came from",
    source_partition INT NULL COMMENT "来源分区 / partition of that record",
    source_offset BIGINT NULL COMMENT "来源位点 / offset of that record",
    extra JSON NULL COMMENT "未声明的字段 / fields that nobody declared",
    loaded_at DATETIME NULL DEFAULT CURRENT_TIMESTAMP COMMENT "装载时间 / when StarRocks took the row"
)
PRIMARY KEY (account_id, refund_id)
COMMENT "退款单 / Refund"
DISTRIBUTED BY HASH (account_id, refund_id) BUCKETS 12
PROPERTIES ("colocate_with" = "leke_refund");

CREATE OR REPLACE VIEW leke_refund COMMENT "退款单 / Refund" AS
SELECT
    r.account_id,
    r.refund_id,
    r.order_id,
    r.shop_id,
    r.type,
    r.status,
    r.reason,
    r.apply_time,
    r.finish_time,
    r.currency,
    r.refund_amount,
    r.freight,
    r.occurred_at,
    r.emitted_at,
    r.record_version,
    r.source_topic,
    r.source_partition,
    r.source_offset,
    r.extra,
    r.loaded_at
FROM ods_leke_refund r
WHERE r.is_deleted = FALSE;
