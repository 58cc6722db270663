CREATE TABLE IF NOT EXISTS ods_bi_account (
    account_id VARCHAR(32) NOT NULL COMMENT "账号 / account whose row it is",
    source VARCHAR(32) NULL COMMENT "来源系统，如 jushuitan / ERP that the account belongs to, for example jushuitan",
    name VARCHAR(400) NULL COMMENT "账号名称 / what people call the account",
    company_id VARCHAR(256) NULL COMMENT "该商家在 ERP 的公司编号，未知则为空 / number of the merchant's company at the ERP, empty where it is not known",
    kind VARCHAR(16) NULL COMMENT "账号类型 / kind of the account",
    enabled BOOLEAN NULL COMMENT "是否启用，停用后不再更新 / whether it is enabled, else nothing new comes",
    disabled_at DATETIME NULL COMMENT "停用时间，启用时为空 / when it was disabled, empty while it is enabled",
    created_at DATETIME NULL COMMENT "账号建立时间 / when the account was made",
    written_at DATETIME NULL COMMENT "本行各值的时点，以 bi-basic 时钟为准 / when the values of this row held, by the clock of bi-basic",
    record_version BIGINT NOT NULL COMMENT "版本，最新者为准 / version of the row, the newest wins",
    is_deleted BOOLEAN NOT NULL COMMENT "是否已删除 / whether the row is deleted",
    loaded_at DATETIME NULL DEFAULT CURRENT_TIMESTAMP COMMENT "装载时间 / when StarRocks took the row"
)
PRIMARY KEY (account_id)
COMMENT "账号 / Accounts whose rows there are"
DISTRIBUTED BY HASH (account_id) BUCKETS 1
PROPERTIES ("colocate_with" = "bi_account");

CREATE OR REPLACE VIEW bi_account COMMENT "账号 / Accounts whose rows there are" AS
SELECT
    r.account_id,
    r.source,
    r.name,
    r.company_id,
    r.kind,
    r.enabled,
    r.disabled_at,
    r.created_at,
    r.written_at,
    r.record_version,
    r.loaded_at
FROM ods_bi_account r
WHERE r.is_deleted = FALSE;
