package io.bisync.leke.catalogue;

import static io.bisync.table.ColumnType.DATETIME;
import static io.bisync.table.ColumnType.decimal;
import static io.bisync.table.ColumnType.varchar;

import io.bisync.loading.listener.LoadedEntity;
import io.bisync.table.Entity;
import io.bisync.table.TableDeclaration;
import io.bisync.topic.TrafficClass;

/** Leke's stock in: what arrives in a warehouse. */
final class StockinEntity {

    static final LoadedEntity LOADED = LoadedEntity.of(
                    Entity.of("leke", "stockin", ChangeEvent.of("stockin"), StockinEntity::stockin), TrafficClass.OTHER)
            .from("leke.erp.stockin.change.v1");

    private static void stockin(TableDeclaration stockin) {
        stockin.key("stockin_id", varchar(64))
                .columns(varchar(64), "purchase_id", "warehouse_id")
                .columns(varchar(32), "type", "status")
                .columns(DATETIME, "received_at")
                .children("items", "item", StockinEntity::item);
    }

    private static void item(TableDeclaration item) {
        item.key("line_id", varchar(64))
                .columns(varchar(128), "sku_id")
                .columns(decimal(18, 4), "qty", "cost_price")
                .columns(varchar(64), "batch_no");
    }

    private StockinEntity() {}
}
