package io.bisync.jushuitan.catalogue;

import static io.bisync.jushuitan.catalogue.ColumnTypes.CODE;
import static io.bisync.jushuitan.catalogue.ColumnTypes.NAME;
import static io.bisync.jushuitan.catalogue.ColumnTypes.QUANTITY;
import static io.bisync.table.ColumnType.BIGINT;
import static io.bisync.table.ColumnType.DATETIME;

import io.bisync.jushuitan.declaration.EntityDeclaration;
import io.bisync.jushuitan.declaration.FanOut;
import io.bisync.jushuitan.declaration.Increment;
import io.bisync.jushuitan.declaration.PulledEntity;
import io.bisync.jushuitan.openapi.Endpoint;
import io.bisync.table.Entity;
import io.bisync.table.Envelope;
import io.bisync.table.TableDeclaration;
import io.bisync.topic.TrafficClass;

/** Jushuitan's inventory: the stock of a SKU in a warehouse, and why it is not all for sale. */
public final class InventoryEntity implements EntityDeclaration {

    @Override
    public PulledEntity entity() {
        return PulledEntity.of(
                        Entity.of("jushuitan", "inventory", Envelope.none(), InventoryEntity::stock),
                        TrafficClass.STOCK,
                        Endpoint.of("/open/inventory/query", "inventorys", "sku_id")
                                .byIdsInOneText("sku_ids", "sku_id", 100)
                                .pages(100)
                                .total(Endpoint.Total.NEVER),
                        new Increment.RowVersion("ts"))
                .forEach(FanOut.WAREHOUSE);
    }

    private static void stock(TableDeclaration stock) {
        stock.keyFromHeader("wms_co_id", BIGINT)
                .key("sku_id", CODE)
                .version("ts")
                .columns(CODE, "i_id")
                .columns(NAME, "name")
                // What is there, and what of it is promised
                .columns(QUANTITY, "qty", "order_lock", "pick_lock", "lock_qty", "virtual_qty")
                .columns(QUANTITY, "return_qty", "in_qty", "defective_qty")
                .columns(QUANTITY, "customize_qty_1", "customize_qty_2", "customize_qty_3")
                // What is on its way, and what should be there
                .columns(QUANTITY, "purchase_qty", "allocate_qty", "sale_refund_qty")
                .columns(QUANTITY, "min_qty", "max_qty")
                .columns(DATETIME, "modified");
    }
}
