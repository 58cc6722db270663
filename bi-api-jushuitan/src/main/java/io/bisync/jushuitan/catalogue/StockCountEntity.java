package io.bisync.jushuitan.catalogue;

import static io.bisync.jushuitan.catalogue.ColumnTypes.ADDRESS;
import static io.bisync.jushuitan.catalogue.ColumnTypes.CODE;
import static io.bisync.jushuitan.catalogue.ColumnTypes.ID;
import static io.bisync.jushuitan.catalogue.ColumnTypes.NAME;
import static io.bisync.jushuitan.catalogue.ColumnTypes.QUANTITY;
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

/** Jushuitan's stock count. */
public final class StockCountEntity implements EntityDeclaration {

    @Override
    public PulledEntity entity() {
        return PulledEntity.of(
                Entity.of("jushuitan", "stock_count", Envelope.none(), StockCountEntity::count),
                TrafficClass.OTHER,
                Endpoint.of("/open/inventory/count/query", "datas", "io_id")
                        .byIdsInOneText("io_ids", "io_id", 50)
                        .total(Endpoint.Total.ON_EVERY_PAGE),
                new Increment.Modified());
    }

    private static void count(TableDeclaration count) {
        count.key("io_id", BIGINT)
                .versionFromModified("modified")
                .columns(ID, "type", "lock_wh_id")
                .columns(BIGINT, "wms_co_id")
                .columns(DATETIME, "io_date")
                .columns(CODE, "status", "f_status")
                .columns(INT, "wh_id")
                .columns(NAME, "warehouse", "creator_name", "lock_wh_name")
                .freeText(TEXT, "remark")
                .freeText(NAME, "labels")
                .json("batchs", "sns")
                .members("batchs", "batch_no", "sku_id", "qty", "product_date", "supplier_id", "supplier_name")
                .members("batchs", "expiration_date")
                .members("sns", "sku_id", "sn")
                .children("items", "item", StockCountEntity::item);
    }

    private static void item(TableDeclaration item) {
        item.key("ioi_id", BIGINT)
                .columns(CODE, "sku_id", "i_id")
                .columns(ID, "batch_id")
                .columns(BIGINT, "supplier_id")
                .columns(DATETIME, "product_date", "expiration_date")
                .columns(NAME, "name")
                .columns(ADDRESS, "properties_value")
                .columns(QUANTITY, "r_qty", "qty");
    }
}
