CREATE TABLE IF NOT EXISTS ods_leke_order_item (
    account_id VARCHAR(32) NOT NULL,
    order_id VARCHAR(64) NOT NULL,
    line_id VARCHAR(64) NOT NULL,
    sku_id VARCHAR(128) NULL,
    qty DECIMAL(18, 4) NULL,
    price DECIMAL(18, 4) NULL,
    amount DECIMAL(18, 4) NULL,
    is_gift BOOLEAN NULL,
    record_version BIGINT NOT NULL,
    is_deleted BOOLEAN NOT NULL,
    source_topic VARCHAR(128) NULL,
    source_partition INT NULL,
    source_offset BIGINT NULL,
    extra JSON NULL,
    loaded_at DATETIME NULL DEFAULT CURRENT_TIMESTAMP
)
PRIMARY KEY (account_id, order_id, line_id)
DISTRIBUTED BY HASH (account_id, order_id) BUCKETS 12
PROPERTIES ("colocate_with" = "leke_order");

CREATE OR REPLACE VIEW leke_order_item AS
SELECT
    c.account_id,
    c.order_id,
    c.line_id,
    c.sku_id,
    c.qty,
    c.price,
    c.amount,
    c.is_gift,
    c.record_version,
    r.record_version AS parent_version,
    c.source_topic,
    c.source_partition,
    c.source_offset,
    c.extra,
    c.loaded_at
FROM ods_leke_order_item c
JOIN ods_leke_order r ON r.account_id = c.account_id AND r.order_id = c.order_id
WHERE r.is_deleted = FALSE AND c.record_version >= r.record_version;
