CREATE OR REPLACE VIEW jushuitan_sale COMMENT "销售明细 / Sales: the items of orders that count, one row each" AS
WITH constants AS (
    SELECT
        -- Paid, and neither merged, split nor cancelled.
        ',WaitConfirm,WaitFConfirm,Delivering,WaitOuterSent,Sent,Question,' AS order_statuses,
        -- Items that are none any more.
        ',WaitPay,Merged,Split,Cancelled,Replaced,Delete,SentCancelled,' AS no_item_statuses,
        -- Refunds that take an item out.
        ',success,' AS refund_statuses,
        -- Whether gifts count.
        FALSE AS with_gifts
)
SELECT
    o.account_id,
    o.o_id,
    i.oi_id,
    o.shop_id,
    COALESCE(o.pay_date, o.order_date) AS sold_at,
    i.sku_id,
    i.i_id,
    i.qty,
    i.amount
FROM jushuitan_order o
JOIN jushuitan_order_item i ON i.account_id = o.account_id AND i.o_id = o.o_id
CROSS JOIN constants c
WHERE c.order_statuses LIKE CONCAT('%,', o.status, ',%')
    AND (i.item_status IS NULL OR c.no_item_statuses NOT LIKE CONCAT('%,', i.item_status, ',%'))
    AND (i.refund_status IS NULL OR c.refund_statuses NOT LIKE CONCAT('%,', i.refund_status, ',%'))
    AND (c.with_gifts OR i.is_gift IS NULL OR i.is_gift = FALSE);
