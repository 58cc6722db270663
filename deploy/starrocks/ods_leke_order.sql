CREATE TABLE IF NOT EXISTS ods_leke_order (
    account_id VARCHAR(32) NOT NULL,
    order_id VARCHAR(64) NOT NULL,
    shop_id VARCHAR(64) NULL,
    status VARCHAR(32) NULL,
    order_time DATETIME NULL,
    pay_time DATETIME NULL,
    currency VARCHAR(8) NULL,
    pay_amount DECIMAL(18, 4) NULL,
    freight DECIMAL(18, 4) NULL,
    discount DECIMAL(18, 4) NULL,
    occurred_at DATETIME NULL,
    emitted_at DATETIME NULL,
    record_version BIGINT NOT NULL,
    is_deleted BOOLEAN NOT NULL,
    source_topic VARCHAR(128) NULL,
    source_partition INT NULL,
    source_offset BIGINT NULL,
    extra JSON NULL,
    loaded_at DATETIME NULL DEFAULT CURRENT_TIMESTAMP
)
PRIMARY KEY (account_id, order_id)
DISTRIBUTED BY HASH (account_id, order_id) BUCKETS 12
PROPERTIES ("colocate_with" = "leke_order");

CREATE OR REPLACE VIEW leke_order AS
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
