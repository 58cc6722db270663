package io.bisync.jushuitan.catalogue;

import static io.bisync.jushuitan.catalogue.ColumnTypes.ADDRESS;
import static io.bisync.jushuitan.catalogue.ColumnTypes.CODE;
import static io.bisync.jushuitan.catalogue.ColumnTypes.ID;
import static io.bisync.jushuitan.catalogue.ColumnTypes.MEASURE;
import static io.bisync.jushuitan.catalogue.ColumnTypes.MONEY;
import static io.bisync.jushuitan.catalogue.ColumnTypes.NAME;
import static io.bisync.jushuitan.catalogue.ColumnTypes.TEXT;
import static io.bisync.jushuitan.catalogue.ColumnTypes.WEIGHT;
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

/**
 * Jushuitan's SKU. One whose code is changed is another row; {@code autoid} stays.
 *
 * <p>The page advises windows of an hour, as shorter ones are answered faster, and takes seven days. Calls are what is scarce:
 * windows of the live pull are as short as it is late, and an hour each would make 2,160 calls of 90 days in which a few SKUs
 * changed, instead of 13 and one for every 50 of them. So the past is asked for by seven days here too.
 */
public final class SkuEntity implements EntityDeclaration {

    @Override
    public PulledEntity entity() {
        return PulledEntity.of(
                        Entity.of("jushuitan", "sku", Envelope.none(), SkuEntity::sku),
                        TrafficClass.OTHER,
                        Endpoint.of("/open/sku/query", "datas", "sku_id")
                                .byIdsInOneText("sku_ids", "sku_id", 20)
                                .byIds("i_ids", "i_id", 50)
                                .total(Endpoint.Total.ON_EVERY_PAGE),
                        new Increment.Modified())
                .every(PulledEntity.MASTER_DATA);
    }

    private static void sku(TableDeclaration sku) {
        sku.key("sku_id", CODE)
                .versionFromModified("modified")
                .columns(CODE, "i_id")
                .columns(BIGINT, "c_id", "supplier_id", "creator", "autoid")
                .columns(ID, "sku_code", "supplier_sku_id", "supplier_i_id", "sku_type", "production_licence")
                .columns(ID, "stock_type", "sku_codes", "batch_enabled")
                .columns(INT, "enabled", "stock_disabled")
                .columns(DATETIME, "created")
                .columns(CODE, "item_type")
                .columns(BOOLEAN, "is_series_number")
                .columns(NAME, "name", "short_name", "color", "category", "brand", "supplier_name", "vc_name")
                .columns(NAME, "unit", "other_1", "other_2", "other_3", "other_4", "other_5", "other_6")
                .columns(NAME, "other_7", "other_8", "other_9", "other_10")
                .columns(ADDRESS, "properties_value", "pic_big", "pic")
                .freeText(TEXT, "remark")
                .freeText(NAME, "labels")
                .columns(MONEY, "sale_price", "cost_price", "market_price", "other_price_1", "other_price_2")
                .columns(MONEY, "other_price_3", "other_price_4", "other_price_5", "other_price_6")
                .columns(MONEY, "other_price_7", "other_price_8", "other_price_9", "other_price_10")
                .columns(WEIGHT, "weight")
                .columns(INT, "shelf_life")
                .columns(MEASURE, "l", "w", "h");
    }
}
