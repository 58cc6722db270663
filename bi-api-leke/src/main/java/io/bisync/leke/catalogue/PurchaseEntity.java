package io.bisync.leke.catalogue;

import static io.bisync.table.ColumnType.DATETIME;
import static io.bisync.table.ColumnType.decimal;
import static io.bisync.table.ColumnType.varchar;

import io.bisync.loading.listener.LoadedEntity;
import io.bisync.table.Entity;
import io.bisync.table.TableDeclaration;
import io.bisync.topic.TrafficClass;

/** Leke's purchase order: what is ordered from a supplier. */
final class PurchaseEntity {

    static final LoadedEntity LOADED = LoadedEntity.of(
                    Entity.of("leke", "purchase", ChangeEvent.of("purchase"), PurchaseEntity::purchase),
                    TrafficClass.OTHER)
            .from("leke.erp.purchase.change.v1");

    private static void purchase(TableDeclaration purchase) {
        purchase.key("purchase_id", varchar(64))
                .columns(varchar(64), "supplier_id", "warehouse_id")
                .columns(varchar(32), "status")
                .columns(DATETIME, "order_time", "expected_at")
                .columns(varchar(8), "currency")
                .columns(decimal(18, 4), "amount")
                .children("items", "item", PurchaseEntity::item);
    }

    private static void item(TableDeclaration item) {
        item.key("line_id", varchar(64))
                .columns(varchar(128), "sku_id")
                .columns(decimal(18, 4), "qty", "received_qty", "price", "amount");
    }

    private PurchaseEntity() {}
}
