CREATE TABLE IF NOT EXISTS ods_jushuitan_order_pay (
    account_id VARCHAR(32) NOT NULL,
    o_id BIGINT NOT NULL,
    pay_id VARCHAR(64) NOT NULL,
    outer_pay_id VARCHAR(128) NULL,
    payment VARCHAR(600) NULL,
    pay_type VARCHAR(600) NULL,
    status VARCHAR(64) NULL,
    amount DECIMAL(18, 4) NULL,
    pay_date DATETIME NULL,
    is_order_pay BOOLEAN NULL,
    record_version BIGINT NOT NULL,
    is_deleted BOOLEAN NOT NULL,
    source_topic VARCHAR(128) NULL,
    source_partition INT NULL,
    source_offset BIGINT NULL,
    extra JSON NULL,
    loaded_at DATETIME NULL DEFAULT CURRENT_TIMESTAMP
)
PRIMARY KEY (account_id, o_id, pay_id)
DISTRIBUTED BY HASH (account_id, o_id) BUCKETS 12
PROPERTIES ("colocate_with" = "jushuitan_order");

CREATE OR REPLACE VIEW jushuitan_order_pay AS
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
