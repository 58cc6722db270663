CREATE OR REPLACE VIEW jushuitan_return_cause COMMENT "退货原因 / Returns by cause, day and shop" AS
WITH constants AS (
    SELECT
        ',Confirmed,' AS statuses,
        ',普通退货,拒收退货,' AS types,
        'unknown' AS no_cause
)
SELECT
    s.account_id,
    s.shop_id,
    CAST(s.as_date AS DATE) AS asked_on,
    COALESCE(s.question_type, c.no_cause) AS cause,
    COUNT(*) AS return_count,
    SUM(s.refund) AS refund
FROM jushuitan_after_sale s
CROSS JOIN constants c
WHERE c.statuses LIKE CONCAT('%,', s.status, ',%') AND c.types LIKE CONCAT('%,', s.type, ',%')
GROUP BY s.account_id, s.shop_id, CAST(s.as_date AS DATE), COALESCE(s.question_type, c.no_cause);
