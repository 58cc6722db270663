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

/** Jushuitan's item, called a style too, with the SKUs it comes in. */
public final class ItemEntity implements EntityDeclaration {

    @Override
    public PulledEntity entity() {
        return PulledEntity.of(
                        Entity.of("jushuitan", "item", Envelope.none(), ItemEntity::item),
                        TrafficClass.OTHER,
                        Endpoint.of("/open/mall/item/query", "datas", "i_id")
                                .byIds("i_ids", "i_id", 20)
                                .total(Endpoint.Total.ON_EVERY_PAGE),
                        new Increment.Modified())
                .every(PulledEntity.MASTER_DATA);
    }

    private static void item(TableDeclaration item) {
        item.key("i_id", CODE)
                .versionFromModified("modified")
                .columns(BIGINT, "co_id", "c_id")
                .columns(ID, "productionbatch_format", "production_licence")
                .columns(DATETIME, "created")
                .columns(CODE, "item_type")
                .columns(NAME, "name", "c_name", "brand", "vc_name", "unit")
                .freeText(TEXT, "remark")
                .columns(ADDRESS, "pic")
                .columns(MONEY, "s_price", "c_price", "market_price")
                .columns(WEIGHT, "weight")
                .columns(MEASURE, "l", "w", "h")
                .columns(INT, "shelf_life")
                .json("ups")
                .members("ups", "p_id", "p_name", "pv_id", "pv_value")
                .children("skus", "sku", ItemEntity::sku);
    }

    private static void sku(TableDeclaration sku) {
        sku.key("sku_id", CODE)
                .columns(BIGINT, "co_id", "c_id", "supplier_id", "drp_co_id_to")
                .columns(ID, "creator", "modifier", "sku_code", "supplier_sku_id", "supplier_i_id")
                .columns(ID, "productionbatch_format", "production_licence")
                .columns(INT, "enabled")
                .columns(CODE, "item_type")
                .columns(NAME, "name", "brand", "category", "creator_name", "modifier_name", "short_name")
                .columns(NAME, "supplier_name", "vc_name", "other_1", "other_2", "other_3", "other_4")
                .columns(NAME, "other_5", "unit")
                .columns(ADDRESS, "properties_value", "pic", "pic_big")
                .freeText(TEXT, "remark")
                .freeText(NAME, "labels")
                .columns(MONEY, "market_price", "sale_price", "cost_price", "purchase_price", "other_price_1")
                .columns(MONEY, "other_price_2", "other_price_3", "other_price_4", "other_price_5")
                .columns(WEIGHT, "weight")
                .columns(MEASURE, "l", "w", "h")
                .columns(INT, "shelf_life");
    }
}
