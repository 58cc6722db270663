package io.bisync.leke.catalogue;

import static io.bisync.table.ColumnType.BOOLEAN;
import static io.bisync.table.ColumnType.DATETIME;
import static io.bisync.table.ColumnType.varchar;

import io.bisync.loading.listener.LoadedEntity;
import io.bisync.table.Entity;
import io.bisync.table.TableDeclaration;
import io.bisync.topic.TrafficClass;

/** Leke's warehouse. */
final class WarehouseEntity {

    static final LoadedEntity LOADED = LoadedEntity.of(
                    Entity.of("leke", "warehouse", ChangeEvent.of("warehouse"), WarehouseEntity::warehouse),
                    TrafficClass.OTHER)
            .from("leke.erp.warehouse.change.v1");

    private static void warehouse(TableDeclaration warehouse) {
        warehouse
                .key("warehouse_id", varchar(64))
                .columns(varchar(600), "name")
                .columns(varchar(32), "type", "status")
                .columns(BOOLEAN, "is_default")
                .columns(DATETIME, "changed_at");
    }

    private WarehouseEntity() {}
}
