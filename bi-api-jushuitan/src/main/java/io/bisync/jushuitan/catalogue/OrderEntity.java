package io.bisync.jushuitan.catalogue;

import static io.bisync.jushuitan.catalogue.ColumnTypes.ADDRESS;
import static io.bisync.jushuitan.catalogue.ColumnTypes.CODE;
import static io.bisync.jushuitan.catalogue.ColumnTypes.CURRENCY;
import static io.bisync.jushuitan.catalogue.ColumnTypes.ID;
import static io.bisync.jushuitan.catalogue.ColumnTypes.LIST;
import static io.bisync.jushuitan.catalogue.ColumnTypes.MONEY;
import static io.bisync.jushuitan.catalogue.ColumnTypes.NAME;
import static io.bisync.jushuitan.catalogue.ColumnTypes.QUANTITY;
import static io.bisync.jushuitan.catalogue.ColumnTypes.TEXT;
import static io.bisync.jushuitan.catalogue.ColumnTypes.WEIGHT;
import static io.bisync.table.ColumnType.BIGINT;
import static io.bisync.table.ColumnType.BOOLEAN;
import static io.bisync.table.ColumnType.DATETIME;
import static io.bisync.table.ColumnType.INT;
import static io.bisync.table.ColumnType.varchar;

import io.bisync.jushuitan.declaration.EntityDeclaration;
import io.bisync.jushuitan.declaration.Increment;
import io.bisync.jushuitan.declaration.PulledEntity;
import io.bisync.jushuitan.openapi.Endpoint;
import io.bisync.table.Entity;
import io.bisync.table.Envelope;
import io.bisync.table.TableDeclaration;
import io.bisync.topic.TrafficClass;

/** Jushuitan's order: where it is asked for, what its fields are and where they go. */
public final class OrderEntity implements EntityDeclaration {

    static final Entity ORDER = Entity.of("jushuitan", "order", Envelope.none(), OrderEntity::order);

    @Override
    public PulledEntity entity() {
        return PulledEntity.of(
                ORDER,
                TrafficClass.ORDERS,
                Endpoint.of("/open/orders/single/query", "orders", "o_id")
                        .byIds("o_ids", "o_id", 50)
                        .byIds("so_ids", "so_id", 20)
                        .pages(100)
                        .with("is_get_cbfinance")
                        .company("co_id"),
                new Increment.RowVersion("start_ts"));
    }

    private static void order(TableDeclaration order) {
        order.key("o_id", BIGINT)
                .version("ts")
                // Whose order it is, and where it comes from
                .columns(BIGINT, "co_id", "shop_id", "as_id")
                .columns(ID, "so_id", "outer_pay_id", "referrer_id", "package_no", "warehouse_oid")
                .columns(CODE, "wms_co_id", "drp_co_id_from", "drp_co_id_to", "type", "order_from", "invoice_type")
                .columns(NAME, "shop_name", "shop_site", "referrer_name", "creator_name")
                .columns(TEXT, "merge_so_id", "link_o_id")
                .freeText(TEXT, "labels")
                .columns(LIST, "skus")
                // How far it is
                .columns(CODE, "status", "shop_status")
                .columns(NAME, "question_type")
                .freeText(TEXT, "question_desc")
                .columns(INT, "seller_flag")
                .columns(BOOLEAN, "is_cod", "is_merge", "is_split")
                .columns(DATETIME, "order_date", "pay_date", "send_date", "plan_delivery_date", "sign_time")
                .columns(DATETIME, "end_time", "created", "modified")
                // What it is worth
                .columns(CURRENCY, "currency")
                .columns(MONEY, "pay_amount", "paid_amount", "freight", "free_amount", "platform_free_amount")
                .columns(MONEY, "pay_free_amount", "referrer_free_amount", "shop_free_amount", "cb_total_tax")
                .columns(MONEY, "buyer_paid_amount", "seller_income_amount")
                .json("cb_finances")
                .members("cb_finances", "o_id", "rebate_fee", "product_tax", "shipping_tax", "other_income")
                .members("cb_finances", "voucher_from_seller", "platform_commission", "transition_fee")
                .members("cb_finances", "transaction_fee", "opaque_bagging_fee", "other_expense")
                // How it travels
                .columns(CODE, "lc_id")
                .columns(varchar(200), "l_id")
                .columns(ID, "un_lid")
                .columns(NAME, "logistics_company", "shipment", "chosen_channel")
                .columns(WEIGHT, "weight", "f_weight")
                .personal("receiver_*", "shop_buyer_id", "buyer_id", "open_id", "buyer_tax_no", "invoice_title")
                .personal("buyer_message", "remark", "node")
                .children("items", "item", OrderEntity::item)
                .optionalChildren("pays", "pay", OrderEntity::pay);
    }

    private static void item(TableDeclaration item) {
        item.key("oi_id", BIGINT)
                .columns(ID, "sku_id", "i_id", "shop_sku_id", "shop_i_id", "outer_oi_id", "raw_so_id", "refund_id")
                .columns(ID, "referrer_id", "batch_id", "lwh_id")
                .columns(NAME, "name", "lwh_name")
                .columns(ADDRESS, "properties_value", "pic")
                .columns(CODE, "sku_type", "item_status", "refund_status")
                .columns(QUANTITY, "qty")
                .columns(MONEY, "price", "base_price", "amount", "buyer_paid_amount", "seller_income_amount")
                .columns(BOOLEAN, "is_gift", "is_presale")
                .columns(DATETIME, "produced_date")
                .freeText(LIST, "item_ext_data")
                .personal("remark");
    }

    private static void pay(TableDeclaration pay) {
        pay.key("pay_id", CODE)
                .columns(ID, "outer_pay_id")
                .columns(NAME, "payment", "pay_type")
                .columns(CODE, "status")
                .columns(MONEY, "amount")
                .columns(DATETIME, "pay_date")
                .columns(BOOLEAN, "is_order_pay")
                .personal("buyer_account");
    }
}
