package io.bisync.jushuitan.catalogue;

import static io.bisync.jushuitan.catalogue.ColumnTypes.ADDRESS;
import static io.bisync.jushuitan.catalogue.ColumnTypes.CODE;
import static io.bisync.jushuitan.catalogue.ColumnTypes.ID;
import static io.bisync.jushuitan.catalogue.ColumnTypes.MONEY;
import static io.bisync.jushuitan.catalogue.ColumnTypes.NAME;
import static io.bisync.jushuitan.catalogue.ColumnTypes.QUANTITY;
import static io.bisync.jushuitan.catalogue.ColumnTypes.RATE;
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

/** Jushuitan's purchase return: what goes back to a supplier. */
public final class PurchaseReturnEntity implements EntityDeclaration {

    @Override
    public PulledEntity entity() {
        return PulledEntity.of(
                Entity.of("jushuitan", "purchase_return", Envelope.none(), PurchaseReturnEntity::document),
                TrafficClass.OTHER,
                Endpoint.of("/open/purchaseout/query", "datas", "io_id")
                        .byIds("io_ids", "io_id", 30)
                        .byIds("so_ids", "so_id", 50)
                        .total(Endpoint.Total.ON_EVERY_PAGE),
                new Increment.Modified());
    }

    private static void document(TableDeclaration document) {
        document.key("io_id", BIGINT)
                .versionFromModified("modified")
                .columns(BIGINT, "created_po_id", "po_id", "wms_co_id", "seller_id", "wave_id")
                .columns(ID, "so_id", "lc_id", "lock_wh_id")
                .columns(varchar(200), "l_id")
                .columns(varchar(150), "out_io_id")
                .columns(DATETIME, "io_date", "archived")
                .columns(CODE, "status", "f_status")
                .columns(INT, "wh_id")
                .columns(NAME, "warehouse", "logistics_company", "creator_name", "lock_wh_name")
                .freeText(TEXT, "remark")
                .freeText(NAME, "labels")
                .columns(RATE, "free_amount")
                .json("batchs", "sns")
                .members("batchs", "batch_no", "sku_id", "qty", "product_date", "supplier_id", "supplier_name")
                .members("sns", "sku_id", "sn")
                .personal("receiver_*")
                .children("items", "item", PurchaseReturnEntity::item);
    }

    private static void item(TableDeclaration item) {
        item.key("ioi_id", BIGINT)
                .columns(CODE, "sku_id", "i_id", "batch_no")
                .columns(BIGINT, "co_id")
                .columns(NAME, "name")
                .columns(ADDRESS, "properties_value")
                .freeText(TEXT, "remark")
                .columns(RATE, "tax_rate")
                .columns(QUANTITY, "qty")
                .columns(MONEY, "cost_price", "cost_amount");
    }
}
