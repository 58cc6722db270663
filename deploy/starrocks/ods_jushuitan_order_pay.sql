CREATE TABLE IF NOT EXISTS ods_jushuitan_order_pay (
    account_id VARCHAR(32) NOT NULL COMMENT "账号 / account whose row it is",
    o_id BIGINT NOT NULL COMMENT "ERP内部订单号，聚水潭生成，唯一 / internal number of the order, made by the ERP, unique",
    pay_id VARCHAR(64) NOT NULL COMMENT "支付单ID / number of the payment",
    outer_pay_id VARCHAR(128) NULL COMMENT "外部支付单号 / number of the payment outside",
    payment VARCHAR(600) NULL COMMENT "支付渠道 / channel of the payment",
    pay_type VARCHAR(600) NULL COMMENT "支付类型 / kind of payment",
    status VARCHAR(64) NULL COMMENT "支付状态 / status of the payment",
    amount DECIMAL(18, 4) NULL COMMENT "支付金额 / amount paid (CNY)",
    pay_date DATETIME NULL COMMENT "支付时间 / when it was paid",
    is_order_pay BOOLEAN NULL COMMENT "是否支付 / whether it pays the order",
    record_version BIGINT NOT NULL COMMENT "版本，最新者为准 / version of the row, the newest wins",
    is_deleted BOOLEAN NOT NULL COMMENT "是否已删除 / whether the row is deleted",
    source_topic VARCHAR(128) NULL COMMENT "来源主题 / topic of the record that it came from",
    source_partition INT NULL COMMENT "来源分区 / partition of that record",
    source_offset BIGINT NULL COMMENT "来源位点 / offset of that record",
    extra JSON NULL COMMENT "未声明的字段 / fields that nobody declared",
    loaded_at DATETIME NULL DEFAULT CURRENT_TIMESTAMP COMMENT "装载时间 / when StarRocks took the row"
)
PRIMARY KEY (account_id, o_id, pay_id)
COMMENT "订单 / Order: 支付信息 / payments of the order"
DISTRIBUTED BY HASH (account_id, o_id) BUCKETS 12
PROPERTIES ("colocate_with" = "jushuitan_order");

CREATE OR REPLACE VIEW jushuitan_order_pay COMMENT "订单 / Order: 支付信息 / payments of the order" AS
SELECT
    c.account_id,
    c.o_id,
    c.pay_id,
    c.outer_pay_id,
    c.payment,
    c.pay_type,
    c.status,
    c.amount,
    c.pay_date,
    c.is_order_pay,
    c.record_version,
    r.record_version AS parent_version,
    c.source_topic,
    c.source_partition,
    c.source_offset,
    c.extra,
    c.loaded_at
FROM ods_jushuitan_order_pay c
JOIN ods_jushuitan_order r ON r.account_id = c.account_id AND r.o_id = c.o_id
WHERE r.is_deleted = FALSE AND c.record_version >= r.record_version;
