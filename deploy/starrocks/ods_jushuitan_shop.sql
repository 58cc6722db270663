CREATE TABLE IF NOT EXISTS ods_jushuitan_shop (
    account_id VARCHAR(32) NOT NULL COMMENT "账号 / account whose row it is",
    shop_id BIGINT NOT NULL COMMENT "店铺编号 / number of the shop",
    co_id BIGINT NULL COMMENT "公司编号 / number of the company",
    group_id BIGINT NULL COMMENT "分组id / number of the group",
    shop_name VARCHAR(600) NULL COMMENT "店铺名称 / name of the shop",
    short_name VARCHAR(600) NULL COMMENT "店铺简称 / short name of the shop",
    shop_site VARCHAR(600) NULL COMMENT "店铺站点 / platform that the shop is on",
    group_name VARCHAR(600) NULL COMMENT "分组名称 / name of the group",
    shop_url VARCHAR(1000) NULL COMMENT "店铺网址 / address of the shop",
    created DATETIME NULL COMMENT "创建时间 / when it was created",
    session_expired VARCHAR(600) NULL COMMENT "授权过期时间 / when its authorisation ends, in words",
    session_uid VARCHAR(128) NULL COMMENT "会话用户编号 / number of the session's user",
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
PROPERTIES ("colocate_with" = "jushuitan_shop");

CREATE OR REPLACE VIEW jushuitan_shop COMMENT "店铺 / Shop" AS
SELECT
    r.account_id,
    r.shop_id,
    r.co_id,
    r.group_id,
    r.shop_name,
    r.short_name,
    r.shop_site,
    r.group_name,
    r.shop_url,
    r.created,
    r.session_expired,
    r.session_uid,
    r.record_version,
    r.source_topic,
    r.source_partition,
    r.source_offset,
    r.extra,
    r.loaded_at
FROM ods_jushuitan_shop r
WHERE r.is_deleted = FALSE;
