package io.bisync.jushuitan.catalogue;

import static io.bisync.jushuitan.catalogue.ColumnTypes.ADDRESS;
import static io.bisync.jushuitan.catalogue.ColumnTypes.CODE;
import static io.bisync.jushuitan.catalogue.ColumnTypes.ID;
import static io.bisync.jushuitan.catalogue.ColumnTypes.MONEY;
import static io.bisync.jushuitan.catalogue.ColumnTypes.NAME;
import static io.bisync.jushuitan.catalogue.ColumnTypes.QUANTITY;
import static io.bisync.jushuitan.catalogue.ColumnTypes.TEXT;
import static io.bisync.table.ColumnType.BIGINT;
import static io.bisync.table.ColumnType.DATETIME;
import static io.bisync.table.ColumnType.INT;
import static io.bisync.table.ColumnType.varchar;

import io.bisync.jushuitan.declaration.EntityDeclaration;
import io.bisync.jushuitan.declaration.Increment;
import io.bisync.jushuitan.declaration.PulledEntity;
import io.bisync.jushuitan.openapi.Endpoint;
import io.bisync.table.Entity;
import io.bisync.table.Envelope;
import io.bisync.table.TableDeclaration;
import io.bisync.topic.TrafficClass;

/** Jushuitan's other in and out. Its page takes row versions and answers none, so it is asked for by windows. */
public final class OtherInoutEntity implements EntityDeclaration {

    @Override
    public PulledEntity entity() {
        return PulledEntity.of(
                Entity.of("jushuitan", "other_inout", Envelope.none(), OtherInoutEntity::document),
                TrafficClass.OTHER,
                Endpoint.of("/open/other/inout/query", "datas", "io_id")
                        .byIds("io_ids", "io_id", 50)
                        .byIds("so_ids", "so_id", 50)
                        .total(Endpoint.Total.ON_EVERY_PAGE),
                new Increment.Modified());
    }

    private static void document(TableDeclaration document) {
        document.key("io_id", BIGINT)
                .versionFromModified("modified")
                .columns(ID, "so_id", "lc_id", "lock_wh_id")
                .columns(BIGINT, "wms_co_id", "wave_id")
                .columns(varchar(200), "l_id")
                .columns(DATETIME, "io_date", "created")
                .columns(CODE, "status", "type", "f_status")
                .columns(INT, "wh_id")
                .columns(NAME, "warehouse", "creator_name", "drop_co_name", "inout_user", "logistics_company")
                .columns(NAME, "lock_wh_name")
                .freeText(TEXT, "remark")
                .freeText(NAME, "labels")
                .json("batchs", "sns")
                .members("batchs", "batch_no", "sku_id", "qty", "product_date", "supplier_id", "supplier_name")
                .members("sns", "sku_id", "sn")
                .personal("receiver_*")
                .children("items", "item", OtherInoutEntity::item);
    }

    private static void item(TableDeclaration item) {
        item.key("ioi_id", BIGINT)
                .columns(CODE, "sku_id", "i_id")
                .columns(ID, "batch_id")
                .columns(BIGINT, "supplier_id")
                .columns(DATETIME, "product_date", "expiration_date")
                .columns(NAME, "name", "unit")
                .columns(ADDRESS, "properties_value")
                .freeText(TEXT, "remark")
                .columns(QUANTITY, "qty")
                .columns(MONEY, "cost_price", "cost_amount", "sale_price", "sale_amount");
    }
}
