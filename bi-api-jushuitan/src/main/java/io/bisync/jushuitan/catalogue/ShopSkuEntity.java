package io.bisync.jushuitan.catalogue;

import static io.bisync.jushuitan.catalogue.ColumnTypes.ADDRESS;
import static io.bisync.jushuitan.catalogue.ColumnTypes.CODE;
import static io.bisync.jushuitan.catalogue.ColumnTypes.ID;
import static io.bisync.jushuitan.catalogue.ColumnTypes.MONEY;
import static io.bisync.jushuitan.catalogue.ColumnTypes.NAME;
import static io.bisync.jushuitan.catalogue.ColumnTypes.QUANTITY;
import static io.bisync.table.ColumnType.BIGINT;
import static io.bisync.table.ColumnType.BOOLEAN;
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

/** Jushuitan's shop SKU: what a shop calls the goods, and which goods it sells by that name. */
public final class ShopSkuEntity implements EntityDeclaration {

    @Override
    public PulledEntity entity() {
        return PulledEntity.of(
                        Entity.of("jushuitan", "shop_sku", Envelope.none(), ShopSkuEntity::sku),
                        TrafficClass.OTHER,
                        Endpoint.of("/open/skumap/query", "datas", "shop_id", "shop_sku_id")
                                .byIdsInOneText("sku_ids", "sku_id", 20)
                                .total(Endpoint.Total.ON_EVERY_PAGE),
                        new Increment.Modified())
                .every(PulledEntity.MASTER_DATA);
    }

    private static void sku(TableDeclaration sku) {
        sku.key("shop_id", BIGINT)
                .key("shop_sku_id", CODE)
                .versionFromModified("modified")
                .columns(BIGINT, "co_id", "c_id")
                .columns(ID, "channel", "shop_i_id", "raw_sku_id", "outer_sku_code")
                .columns(CODE, "i_id", "sku_id", "link_sku_id")
                .columns(DATETIME, "link_modified", "created", "shop_created", "pull_off_time")
                .columns(BOOLEAN, "enabled")
                .columns(INT, "type")
                .columns(NAME, "name")
                .columns(ADDRESS, "properties_value", "pic")
                .columns(MONEY, "shop_price", "sale_price_min", "sale_price_max")
                .columns(QUANTITY, "shop_qty");
    }
}
