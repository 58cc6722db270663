CREATE OR REPLACE VIEW jushuitan_sellable_stock COMMENT "可售库存 / Sellable stock of a SKU in a warehouse" AS
WITH constants AS (
    SELECT
        -- 1 counts, 0 does not. Whether what waits to be sent is among what orders reserve is not documented.
        1 AS virtual_counts,
        1 AS reserved_counts,
        1 AS waiting_counts
)
SELECT
    s.account_id,
    s.wms_co_id,
    s.sku_id,
    COALESCE(s.qty, 0)
        + c.virtual_counts * COALESCE(s.virtual_qty, 0)
        - c.reserved_counts * COALESCE(s.order_lock, 0)
        - c.waiting_counts * COALESCE(s.pick_lock, 0) AS sellable_qty
FROM jushuitan_inventory s
CROSS JOIN constants c;
