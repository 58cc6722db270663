package io.bisync.jushuitan.catalogue;

import static io.bisync.jushuitan.catalogue.ColumnTypes.ADDRESS;
import static io.bisync.jushuitan.catalogue.ColumnTypes.CODE;
import static io.bisync.jushuitan.catalogue.ColumnTypes.CURRENCY;
import static io.bisync.jushuitan.catalogue.ColumnTypes.ID;
import static io.bisync.jushuitan.catalogue.ColumnTypes.MONEY;
import static io.bisync.jushuitan.catalogue.ColumnTypes.NAME;
import static io.bisync.jushuitan.catalogue.ColumnTypes.QUANTITY;
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

/** Jushuitan's sales out: what leaves a warehouse for an order. */
public final class SalesOutEntity implements EntityDeclaration {

    @Override
    public PulledEntity entity() {
        return PulledEntity.of(
                Entity.of("jushuitan", "sales_out", Envelope.none(), SalesOutEntity::document),
                TrafficClass.ORDERS,
                Endpoint.of("/open/orders/out/simple/query", "datas", "io_id")
                        .byIds("io_ids", "io_id", 50)
                        .byIds("o_ids", "o_id", 50)
                        .byIds("so_ids", "so_id", 50)
                        .with("is_get_cbfinance")
                        .with("is_get_cblogistic")
                        .company("co_id"),
                new Increment.RowVersion("start_ts"));
    }

    private static void document(TableDeclaration document) {
        document.key("io_id", BIGINT)
                .version("ts")
                // Which order it is for, and whose
                .columns(BIGINT, "o_id", "co_id", "shop_id", "wms_co_id", "wave_id")
                .columns(ID, "so_id", "package_no", "warehouse_oid")
                .columns(varchar(300), "merge_so_id")
                .columns(CODE, "order_type", "drp_co_id_from", "stock_enabled")
                .columns(NAME, "shop_name", "business_staff", "order_staff_name")
                .columns(BIGINT, "order_staff_id")
                // How far it is
                .columns(CODE, "status")
                .columns(INT, "seller_flag")
                .freeText(NAME, "labels")
                .columns(BOOLEAN, "is_cod", "is_print", "is_print_express")
                .columns(DATETIME, "io_date", "pay_date", "created", "modified")
                // What it is worth
                .columns(CURRENCY, "currency")
                .columns(MONEY, "pay_amount", "paid_amount", "free_amount", "freight")
                .json("cb_finance")
                .members("cb_finance", "o_id", "rebate_fee", "product_tax", "shipping_tax", "other_income")
                .members("cb_finance", "voucher_from_seller", "platform_commission", "transition_fee")
                .members("cb_finance", "transaction_fee", "opaque_bagging_fee", "other_expense")
                // How it travels
                .columns(CODE, "lc_id")
                .columns(varchar(200), "l_id")
                .columns(ID, "tracking_number")
                .columns(NAME, "logistics_company", "shipment", "deliver_name", "channel_name")
                .columns(WEIGHT, "weight", "f_weight")
                .json("batchs", "sns", "cluster_infos")
                .members("batchs", "batch_no", "ioi_id", "sku_id", "qty", "product_date", "expiration_date")
                .members("batchs", "supplier_id", "supplier_name", "status")
                .members("sns", "sku_id", "sn", "pack_sn", "is_pack_sn", "is_opened")
                .members("cluster_infos", "io_id", "l_id", "lc_id", "logistic_company", "f_weight")
                .personal("receiver_*", "shop_buyer_id", "open_id", "invoice_title")
                .personal("buyer_message", "remark", "node")
                .children("items", "item", SalesOutEntity::item);
    }

    private static void item(TableDeclaration item) {
        item.key("ioi_id", BIGINT)
                .columns(ID, "oi_id", "raw_so_id", "batch_id")
                .columns(CODE, "sku_id", "i_id", "combine_sku_id", "outer_oi_id", "unit")
                .columns(BIGINT, "supplier_id")
                .columns(NAME, "name")
                .columns(ADDRESS, "properties_value", "pic")
                .columns(QUANTITY, "qty")
                .columns(MONEY, "sale_price", "sale_base_price", "sale_amount")
                .columns(BOOLEAN, "is_gift")
                .columns(DATETIME, "product_date", "expiration_date");
    }
}
