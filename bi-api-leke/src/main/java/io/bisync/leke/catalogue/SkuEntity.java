package io.bisync.leke.catalogue;

import static io.bisync.table.ColumnType.BOOLEAN;
import static io.bisync.table.ColumnType.DATETIME;
import static io.bisync.table.ColumnType.decimal;
import static io.bisync.table.ColumnType.varchar;

import io.bisync.loading.listener.LoadedEntity;
import io.bisync.table.Entity;
import io.bisync.table.TableDeclaration;
import io.bisync.topic.TrafficClass;

/** Leke's SKU. */
final class SkuEntity {

    static final LoadedEntity LOADED = LoadedEntity.of(
                    Entity.of("leke", "sku", ChangeEvent.of("sku"), SkuEntity::sku), TrafficClass.OTHER)
            .from("leke.erp.sku.change.v1");

    private static void sku(TableDeclaration sku) {
        sku.key("sku_id", varchar(128))
                .columns(varchar(64), "item_id", "category_id", "barcode")
                .columns(varchar(600), "name")
                .columns(varchar(300), "brand")
                .columns(varchar(32), "status")
                .columns(decimal(18, 4), "sale_price", "cost_price", "weight")
                .columns(BOOLEAN, "is_combination")
                .columns(DATETIME, "created_at", "changed_at");
    }

    private SkuEntity() {}
}
