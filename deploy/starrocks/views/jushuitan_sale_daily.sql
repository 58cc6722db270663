CREATE OR REPLACE VIEW jushuitan_sale_daily COMMENT "店铺商品日销售 / Daily sales by shop and SKU; what counts is said in jushuitan_sale" AS
SELECT
    account_id,
    shop_id,
    CAST(sold_at AS DATE) AS sold_on,
    sku_id,
    COUNT(DISTINCT o_id) AS order_count,
    SUM(qty) AS qty,
    SUM(amount) AS amount
FROM jushuitan_sale
GROUP BY account_id, shop_id, CAST(sold_at AS DATE), sku_id;
