package io.bisync.jushuitan.catalogue;

import static io.bisync.jushuitan.catalogue.ColumnTypes.ADDRESS;
import static io.bisync.jushuitan.catalogue.ColumnTypes.CODE;
import static io.bisync.jushuitan.catalogue.ColumnTypes.ID;
import static io.bisync.jushuitan.catalogue.ColumnTypes.MONEY;
import static io.bisync.jushuitan.catalogue.ColumnTypes.NAME;
import static io.bisync.jushuitan.catalogue.ColumnTypes.QUANTITY;
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

/** Jushuitan's received after-sale: the goods that really came back. */
public final class AfterSaleReceivedEntity implements EntityDeclaration {

    @Override
    public PulledEntity entity() {
        return PulledEntity.of(
                Entity.of("jushuitan", "after_sale_received", Envelope.none(), AfterSaleReceivedEntity::receipt),
                TrafficClass.OTHER,
                Endpoint.of("/open/aftersale/received/query", "datas", "io_id")
                        .byIds("io_ids", "io_id", 50)
                        .byIds("o_ids", "o_id", 50)
                        .byIds("as_ids", "as_id", 50)
                        .byIds("so_ids", "so_id", 50)
                        .total(Endpoint.Total.ON_EVERY_PAGE),
                new Increment.RowVersion("start_ts"));
    }

    private static void receipt(TableDeclaration receipt) {
        receipt.key("io_id", BIGINT)
                .version("ts")
                .columns(BIGINT, "o_id", "as_id", "creator", "shop_id", "wms_co_id", "drp_co_id_to")
                .columns(ID, "so_id", "lc_id")
                .columns(varchar(200), "l_id")
                .columns(DATETIME, "io_date", "modified")
                .columns(CODE, "status", "type")
                .columns(INT, "wh_id")
                .columns(NAME, "logistics_company", "creator_name", "warehouse", "drp_co_name")
                .json("batchs", "sns")
                .members("batchs", "batch_no", "ioi_id", "sku_id", "qty", "product_date", "supplier_id")
                .members("batchs", "supplier_name", "expiration_date")
                .members("sns", "sku_id", "sn")
                .personal("aftersale_remark")
                .children("items", "item", AfterSaleReceivedEntity::item);
    }

    private static void item(TableDeclaration item) {
        item.key("ioi_id", BIGINT)
                .columns(CODE, "sku_id", "i_id")
                .columns(NAME, "unit", "name")
                .columns(ADDRESS, "properties_value")
                .columns(QUANTITY, "qty")
                .columns(MONEY, "sale_price", "sale_amount");
    }
}
