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
import static io.bisync.table.ColumnType.varchar;

import io.bisync.jushuitan.declaration.EntityDeclaration;
import io.bisync.jushuitan.declaration.Increment;
import io.bisync.jushuitan.declaration.PulledEntity;
import io.bisync.jushuitan.openapi.Endpoint;
import io.bisync.table.Entity;
import io.bisync.table.Envelope;
import io.bisync.table.TableDeclaration;
import io.bisync.topic.TrafficClass;

/** Jushuitan's transfer between warehouses: one document on either side. */
public final class TransferEntity implements EntityDeclaration {

    @Override
    public PulledEntity entity() {
        return PulledEntity.of(
                Entity.of("jushuitan", "transfer", Envelope.none(), TransferEntity::document),
                TrafficClass.OTHER,
                Endpoint.of("/open/allocate/query", "datas", "io_id")
                        .byIds("io_ids", "io_id", 50)
                        .byIds("so_ids", "so_id", 50)
                        .total(Endpoint.Total.ON_EVERY_PAGE),
                new Increment.Modified());
    }

    private static void document(TableDeclaration document) {
        document.key("io_id", BIGINT)
                .versionFromModified("modified")
                .columns(BIGINT, "wms_co_id", "co_id", "link_wms_co_id", "link_io_id", "wave_id")
                .columns(ID, "so_id", "lock_wh_id", "lock_link_wh_id", "lc_id")
                .columns(varchar(150), "out_io_id")
                .columns(varchar(200), "l_id")
                .columns(DATETIME, "io_date")
                .columns(CODE, "status", "f_status", "type")
                .columns(INT, "wh_id", "link_wh_id")
                .columns(NAME, "warehouse", "link_warehouse", "creator_name", "logistics_company", "unit")
                .freeText(TEXT, "remark")
                .json("labels", "lables", "batchs", "sns")
                .members("batchs", "batch_no", "sku_id", "qty", "product_date", "supplier_id", "supplier_name")
                .members("sns", "sku_id", "sn")
                .personal("receiver_*")
                .children("items", "item", TransferEntity::item);
    }

    private static void item(TableDeclaration item) {
        item.key("ioi_id", BIGINT)
                .columns(CODE, "sku_id", "i_id")
                .columns(ID, "batch_id")
                .columns(BIGINT, "supplier_id")
                .columns(DATETIME, "product_date", "expiration_date")
                .columns(NAME, "name")
                .columns(ADDRESS, "properties_value")
                .columns(QUANTITY, "qty", "r_qty");
    }
}
