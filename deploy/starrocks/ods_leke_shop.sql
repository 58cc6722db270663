CREATE TABLE IF NOT EXISTS ods_leke_shop (
    account_id VARCHAR(32) NOT NULL COMMENT "账号 / account whose row it is",
    shop_id VARCHAR(64) NOT NULL COMMENT "店铺编号 / number of the shop",
    name VARCHAR(600) NULL COMMENT "店铺名称 / name of the shop",
    platform VARCHAR(32) NULL COMMENT "平台 / platform that it is on",
    status VARCHAR(32) NULL COMMENT "店铺状态 / status of the shop",
    currency VARCHAR(8) NULL COMMENT "币种 / currency",
    opened_at DATETIME NULL COMMENT "开店时间 / when it was opened",
    changed_at DATETIME NULL COMMENT "变动时间 / when it was changed last",
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
PRIMARY KEY (account_id, shop_id)
COMMENT "店铺 / Shop"
DISTRIBUTED BY HASH (account_id, shop_id) BUCKETS 12
PROPERTIES ("colocate_with" = "leke_shop");

CREATE OR REPLACE VIEW leke_shop COMMENT "店铺 / Shop" AS
SELECT
    r.account_id,
    r.shop_id,
    r.name,
    r.platform,
    r.status,
    r.currency,
    r.opened_at,
    r.changed_at,
    r.occurred_at,
    r.emitted_at,
    r.record_version,
    r.source_topic,
    r.source_partition,
    r.source_offset,
    r.extra,
    r.loaded_at
FROM ods_leke_shop r
WHERE r.is_deleted = FALSE;
