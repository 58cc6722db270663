CREATE TABLE IF NOT EXISTS ods_leke_order (
    account_id VARCHAR(32) NOT NULL COMMENT "账号 / account whose row it is",
    order_id VARCHAR(64) NOT NULL COMMENT "订单编号 / number of the order",
    shop_id VARCHAR(64) NULL COMMENT "店铺编号 / number of the shop",
    status VARCHAR(32) NULL COMMENT "订单状态 / status of the order",
    order_time DATETIME NULL COMMENT "下单时间 / when the order was placed",
    pay_time DATETIME NULL COMMENT "付款时间 / when it was paid",
    currency VARCHAR(8) NULL COMMENT "币种 / currency",
    pay_amount DECIMAL(18, 4) NULL COMMENT "应付金额 / amount due (currency)",
    freight DECIMAL(18, 4) NULL COMMENT "运费 / freight (currency)",
    discount DECIMAL(18, 4) NULL COMMENT "优惠金额 / discount (currency)",
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
PRIMARY KEY (account_id, order_id)
COMMENT "订单 / Order"
DISTRIBUTED BY HASH (account_id, order_id) BUCKETS 12
PROPERTIES ("colocate_with" = "leke_order");

CREATE OR REPLACE VIEW leke_order COMMENT "订单 / Order" AS
SELECT
    r.account_id,
    r.order_id,
    r.shop_id,
    r.status,
    r.order_time,
    r.pay_time,
    r.currency,
    r.pay_amount,
    r.freight,
    r.discount,
    r.occurred_at,
    r.emitted_at,
    r.record_version,
    r.source_topic,
    r.source_partition,
    r.source_offset,
    r.extra,
    r.loaded_at
FROM ods_leke_order r
WHERE r.is_deleted = FALSE;
