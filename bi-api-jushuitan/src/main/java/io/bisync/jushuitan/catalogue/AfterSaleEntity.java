package io.bisync.jushuitan.catalogue;

import static io.bisync.jushuitan.catalogue.ColumnTypes.ADDRESS;
import static io.bisync.jushuitan.catalogue.ColumnTypes.CODE;
import static io.bisync.jushuitan.catalogue.ColumnTypes.ID;
import static io.bisync.jushuitan.catalogue.ColumnTypes.MONEY;
import static io.bisync.jushuitan.catalogue.ColumnTypes.NAME;
import static io.bisync.jushuitan.catalogue.ColumnTypes.QUANTITY;
import static io.bisync.jushuitan.catalogue.ColumnTypes.TEXT;
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

/** Jushuitan's after-sale: what a buyer wants back, and what became of it. */
public final class AfterSaleEntity implements EntityDeclaration {

    @Override
    public PulledEntity entity() {
        return PulledEntity.of(
                Entity.of("jushuitan", "after_sale", Envelope.none(), AfterSaleEntity::sale),
                TrafficClass.OTHER,
                Endpoint.of("/open/refund/single/query", "datas", "as_id")
                        .byIds("as_ids", "as_id", 50)
                        .byIds("o_ids", "o_id", 50)
                        .byIds("so_ids", "so_id", 50),
                new Increment.RowVersion("start_ts"));
    }

    private static void sale(TableDeclaration sale) {
        sale.key("as_id", BIGINT)
                .version("ts")
                .columns(ID, "outer_as_id", "so_id", "shop_type", "currency", "refund_phase", "order_type")
                .columns(BIGINT, "o_id", "shop_id", "wms_co_id", "drp_co_id_from", "drp_co_id_to")
                .columns(BIGINT, "refund_version")
                .columns(varchar(200), "l_id")
                .columns(DATETIME, "as_date", "created", "modified", "confirm_date")
                .columns(CODE, "type", "status", "shop_status", "good_status", "order_status")
                .columns(INT, "wh_id")
                .columns(NAME, "question_type", "warehouse", "logistics_company", "shop_name", "creator_name")
                .freeText(TEXT, "result")
                .freeText(NAME, "labels")
                .columns(MONEY, "refund", "payment", "free_amount", "freight", "buyer_apply_refund")
                .columns(MONEY, "receive_refund", "shop_freight", "buyer_receive_refund")
                .json("order_labels", "batchs", "sns")
                .members("batchs", "batch_no", "sku_id", "qty", "product_date", "supplier_id", "supplier_name")
                .members("batchs", "expiration_date")
                .members("sns", "sku_id", "sn")
                .personal("receiver_*", "remark", "node", "shop_buyer_id", "images")
                .children("items", "item", AfterSaleEntity::item);
    }

    private static void item(TableDeclaration item) {
        item.key("asi_id", BIGINT)
                .columns(CODE, "sku_id", "outer_oi_id", "combine_sku_id", "shop_sku_id", "i_id")
                .columns(ID, "sku_type")
                .columns(BOOLEAN, "is_gift")
                .columns(CODE, "type")
                .columns(DATETIME, "receive_date")
                .columns(NAME, "name")
                .columns(ADDRESS, "pic", "properties_value")
                .columns(MONEY, "shop_amount", "price", "amount")
                .columns(QUANTITY, "qty", "r_qty", "defective_qty")
                .personal("remark");
    }
}
