CREATE OR REPLACE VIEW jushuitan_last_purchase_in COMMENT "最近采购入库 / When a SKU came in from a supplier last, and how many days ago that is" AS
WITH constants AS (
    SELECT ',Confirmed,Archive,' AS statuses
)
SELECT
    d.account_id,
    i.sku_id,
    MAX(d.io_date) AS last_in_at,
    DATEDIFF(NOW(), MAX(d.io_date)) AS days_since
FROM jushuitan_purchase_in d
JOIN jushuitan_purchase_in_item i ON i.account_id = d.account_id AND i.io_id = d.io_id
CROSS JOIN constants c
WHERE c.statuses LIKE CONCAT('%,', d.status, ',%')
GROUP BY d.account_id, i.sku_id;
