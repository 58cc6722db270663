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

import io.bisync.jushuitan.declaration.EntityDeclaration;
import io.bisync.jushuitan.declaration.Increment;
import io.bisync.jushuitan.declaration.PulledEntity;
import io.bisync.jushuitan.openapi.Endpoint;
import io.bisync.table.Entity;
import io.bisync.table.Envelope;
import io.bisync.table.TableDeclaration;
import io.bisync.topic.TrafficClass;

/** Jushuitan's purchase order: what is ordered from a supplier. */
public final class PurchaseEntity implements EntityDeclaration {

    @Override
    public PulledEntity entity() {
        return PulledEntity.of(
                Entity.of("jushuitan", "purchase", Envelope.none(), PurchaseEntity::purchase),
                TrafficClass.OTHER,
                Endpoint.of("/open/purchase/query", "datas", "po_id")
                        .byIds("po_ids", "po_id", 50)
                        .byIds("so_ids", "so_id", 50)
                        .total(Endpoint.Total.ON_EVERY_PAGE),
                new Increment.Modified());
    }

    private static void purchase(TableDeclaration purchase) {
        purchase.key("po_id", BIGINT)
                .versionFromModified("modified")
                // Whose it is, and where it goes
                .columns(ID, "so_id", "merge_po_id")
                .columns(BIGINT, "supplier_id", "wms_co_id")
                .columns(NAME, "seller", "purchaser_name")
                .columns(CODE, "item_type")
                .freeText(NAME, "labels")
                .freeText(TEXT, "term", "remark")
                // How far it is
                .columns(CODE, "status", "receive_status")
                .columns(DATETIME, "po_date", "confirm_date", "finish_time")
                // What it is worth
                .columns(RATE, "tax_rate", "more_rate")
                .columns(MONEY, "freight")
                .personal("send_address")
                .children("items", "item", PurchaseEntity::item);
    }

    private static void item(TableDeclaration item) {
        item.key("poi_id", BIGINT)
                .columns(CODE, "sku_id", "i_id")
                .columns(NAME, "name")
                .columns(QUANTITY, "qty", "in_qty", "return_qty", "qc_qty", "qc_quality_qty", "qc_defective_qty")
                .columns(MONEY, "price")
                .columns(RATE, "tax_rate")
                .columns(DATETIME, "delivery_date")
                .columns(INT, "is_delivery")
                .freeText(TEXT, "remark");
    }
}
