package io.bisync.jushuitan.catalogue;

import static io.bisync.jushuitan.catalogue.ColumnTypes.CODE;
import static io.bisync.jushuitan.catalogue.ColumnTypes.ID;
import static io.bisync.jushuitan.catalogue.ColumnTypes.MONEY;
import static io.bisync.jushuitan.catalogue.ColumnTypes.NAME;
import static io.bisync.jushuitan.catalogue.ColumnTypes.WEIGHT;
import static io.bisync.table.ColumnType.BIGINT;
import static io.bisync.table.ColumnType.DATETIME;

import io.bisync.jushuitan.declaration.EntityDeclaration;
import io.bisync.jushuitan.declaration.Increment;
import io.bisync.jushuitan.declaration.PulledEntity;
import io.bisync.jushuitan.openapi.Endpoint;
import io.bisync.table.Entity;
import io.bisync.table.Envelope;
import io.bisync.table.TableDeclaration;
import io.bisync.topic.TrafficClass;

/**
 * Jushuitan's shipment of an order. Its page says when it was sent, and not when it changed: the newest reading counts. Its
 * windows mean the time of sending unless they say otherwise.
 */
public final class LogisticsEntity implements EntityDeclaration {

    @Override
    public PulledEntity entity() {
        return PulledEntity.of(
                Entity.of("jushuitan", "logistics", Envelope.none(), LogisticsEntity::shipment),
                TrafficClass.OTHER,
                Endpoint.of("/open/logistic/query", "orders", "o_id", "l_id")
                        .byIds("so_ids", "so_id", 20)
                        .undated()
                        .condition("date_type", 0)
                        .total(Endpoint.Total.ON_EVERY_PAGE),
                new Increment.Modified());
    }

    private static void shipment(TableDeclaration shipment) {
        shipment.key("o_id", BIGINT)
                .key("l_id", CODE)
                .versionFromHeader()
                .columns(BIGINT, "shop_id")
                .columns(CODE, "so_id")
                .columns(ID, "lc_id")
                .columns(DATETIME, "send_date")
                .columns(NAME, "logistics_company")
                .columns(MONEY, "freight")
                .columns(WEIGHT, "weight")
                .json("items")
                .members("items", "sku_id", "qty", "outer_oi_id", "raw_so_id", "o_id", "refund_status");
    }
}
