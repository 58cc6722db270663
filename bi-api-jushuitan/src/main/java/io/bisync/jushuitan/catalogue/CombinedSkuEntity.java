package io.bisync.jushuitan.catalogue;

import static io.bisync.jushuitan.catalogue.ColumnTypes.ADDRESS;
import static io.bisync.jushuitan.catalogue.ColumnTypes.CODE;
import static io.bisync.jushuitan.catalogue.ColumnTypes.ID;
import static io.bisync.jushuitan.catalogue.ColumnTypes.MEASURE;
import static io.bisync.jushuitan.catalogue.ColumnTypes.MONEY;
import static io.bisync.jushuitan.catalogue.ColumnTypes.NAME;
import static io.bisync.jushuitan.catalogue.ColumnTypes.QUANTITY;
import static io.bisync.jushuitan.catalogue.ColumnTypes.TEXT;
import static io.bisync.jushuitan.catalogue.ColumnTypes.WEIGHT;
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

/** Jushuitan's combination: a SKU that is made of others. */
public final class CombinedSkuEntity implements EntityDeclaration {

    @Override
    public PulledEntity entity() {
        return PulledEntity.of(
                        Entity.of("jushuitan", "combined_sku", Envelope.none(), CombinedSkuEntity::sku),
                        TrafficClass.OTHER,
                        Endpoint.of("/open/combine/sku/query", "datas", "sku_id")
                                .byIdsInOneText("sku_ids", "sku_id", 20)
                                .byIds("i_ids", "i_id", 50)
                                .total(Endpoint.Total.ON_EVERY_PAGE),
                        new Increment.Modified())
                .every(PulledEntity.MASTER_DATA);
    }

    private static void sku(TableDeclaration sku) {
        sku.key("sku_id", CODE)
                .versionFromModified("modified")
                .columns(CODE, "i_id", "enty_sku_id")
                .columns(ID, "sku_code", "item_type")
                .columns(DATETIME, "created")
                .columns(INT, "enabled")
                .columns(NAME, "name", "short_name", "vc_name", "brand", "other_1", "other_2", "other_3")
                .columns(NAME, "other_4", "other_5")
                .columns(ADDRESS, "pic", "properties_value")
                .freeText(NAME, "labels")
                .freeText(TEXT, "remark")
                .columns(MONEY, "sale_price", "cost_price", "other_price_1", "other_price_2", "other_price_3")
                .columns(MONEY, "other_price_4", "other_price_5")
                .columns(WEIGHT, "weight")
                .columns(MEASURE, "l", "w", "h", "volume")
                .columns(QUANTITY, "sku_qty")
                .children("items", "item", CombinedSkuEntity::item);
    }

    private static void item(TableDeclaration item) {
        item.key("src_sku_id", CODE)
                .columns(CODE, "combine_sku_id")
                .columns(DATETIME, "modified")
                .columns(QUANTITY, "qty")
                .columns(MONEY, "sale_price");
    }
}
