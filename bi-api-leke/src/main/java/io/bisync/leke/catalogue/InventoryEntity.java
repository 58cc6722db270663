package io.bisync.leke.catalogue;

import static io.bisync.table.ColumnType.BOOLEAN;
import static io.bisync.table.ColumnType.DATETIME;
import static io.bisync.table.ColumnType.decimal;
import static io.bisync.table.ColumnType.varchar;

import io.bisync.loading.listener.LoadedEntity;
import io.bisync.table.Entity;
import io.bisync.table.TableDeclaration;
import io.bisync.topic.TrafficClass;

/** Leke's inventory: the stock of a SKU in a warehouse. */
final class InventoryEntity {

    static final LoadedEntity LOADED = LoadedEntity.of(
                    Entity.of("leke", "inventory", ChangeEvent.of("inventory"), InventoryEntity::stock),
                    TrafficClass.STOCK)
            .from("leke.erp.inventory.change.v1");

    private static void stock(TableDeclaration stock) {
        stock.key("inventory_id", varchar(64))
                .columns(varchar(128), "sku_id")
                .columns(varchar(64), "warehouse_id")
                .columns(varchar(32), "status")
                .columns(decimal(18, 4), "qty", "locked_qty", "transit_qty", "safety_qty", "cost_price")
                .columns(BOOLEAN, "is_negative_allowed")
                .columns(DATETIME, "counted_at", "changed_at");
    }

    private InventoryEntity() {}
}
