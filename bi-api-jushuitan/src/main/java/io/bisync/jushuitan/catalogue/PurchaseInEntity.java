package io.bisync.jushuitan.catalogue;

import static io.bisync.jushuitan.catalogue.ColumnTypes.CODE;
import static io.bisync.jushuitan.catalogue.ColumnTypes.ID;
import static io.bisync.jushuitan.catalogue.ColumnTypes.MONEY;
import static io.bisync.jushuitan.catalogue.ColumnTypes.NAME;
import static io.bisync.jushuitan.catalogue.ColumnTypes.QUANTITY;
import static io.bisync.jushuitan.catalogue.ColumnTypes.RATE;
import static io.bisync.jushuitan.catalogue.ColumnTypes.TEXT;
import static io.bisync.table.ColumnType.BIGINT;
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

/**
 * Jushuitan's purchase in: what arrives from a supplier. Without statuses its page answers only what is received, and
 * a row version it takes alone.
 */
public final class PurchaseInEntity implements EntityDeclaration {

    @Override
    public PulledEntity entity() {
        return PulledEntity.of(
                Entity.of("jushuitan", "purchase_in", Envelope.none(), PurchaseInEntity::document),
                TrafficClass.OTHER,
                Endpoint.of("/open/purchasein/query", "datas", "io_id")
                        .byIds("io_ids", "io_id", 30)
                        .byIds("po_ids", "po_id", 30)
                        .byIds("so_ids", "so_id", 50)
                        .condition(
                                "statuss",
                                "WaitConfirm",
                                "Confirmed",
                                "Archive",
                                "OuterConfirming",
                                "Cancelled",
                                "Delete"),
                new Increment.RowVersion("start_ts"));
    }

    private static void document(TableDeclaration document) {
        document.key("io_id", BIGINT)
                .version("ts")
                .columns(BIGINT, "po_id", "supplier_id", "wms_co_id")
                .columns(varchar(300), "so_id", "merge_so_id")
                .columns(varchar(150), "out_io_id")
                .columns(CODE, "type")
                .columns(varchar(200), "l_id")
                .columns(ID, "lock_wh_id")
                .columns(DATETIME, "modified", "io_date", "archived")
                .columns(CODE, "status", "f_status")
                .columns(INT, "wh_id")
                .columns(NAME, "warehouse", "supplier_name", "creator_name", "lock_wh_name")
                .freeText(TEXT, "remark")
                .freeText(NAME, "labels")
                .columns(RATE, "tax_rate")
                .json("batchs", "sns")
                .members("batchs", "batch_no", "sku_id", "qty", "product_date", "supplier_id", "supplier_name")
                .members("batchs", "expiration_date")
                .members("sns", "sku_id", "sn")
                .children("items", "item", PurchaseInEntity::item);
    }

    private static void item(TableDeclaration item) {
        item.key("ioi_id", BIGINT)
                .columns(CODE, "sku_id", "i_id", "batch_no")
                .columns(NAME, "unit", "name")
                .freeText(TEXT, "remark")
                .columns(QUANTITY, "qty")
                .columns(MONEY, "cost_price", "cost_amount")
                .columns(RATE, "tax_rate");
    }
}
