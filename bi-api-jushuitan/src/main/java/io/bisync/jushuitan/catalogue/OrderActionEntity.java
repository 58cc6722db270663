package io.bisync.jushuitan.catalogue;

import static io.bisync.jushuitan.catalogue.ColumnTypes.NAME;
import static io.bisync.table.ColumnType.BIGINT;

import io.bisync.jushuitan.declaration.EntityDeclaration;
import io.bisync.jushuitan.declaration.Increment;
import io.bisync.jushuitan.declaration.PulledEntity;
import io.bisync.jushuitan.openapi.Endpoint;
import io.bisync.table.Entity;
import io.bisync.table.Envelope;
import io.bisync.table.TableDeclaration;
import io.bisync.topic.TrafficClass;
import java.time.Duration;

/** Jushuitan's order action: the log of what was done to an order. An entry never changes. */
public final class OrderActionEntity implements EntityDeclaration {

    @Override
    public PulledEntity entity() {
        return PulledEntity.of(
                Entity.of("jushuitan", "order_action", Envelope.none(), OrderActionEntity::action),
                TrafficClass.OTHER,
                Endpoint.of("/open/order/action/query", "datas", "oa_id")
                        .pages(500)
                        .windows(Duration.ofDays(1))
                        .dated("created")
                        .total(Endpoint.Total.NEVER),
                new Increment.Modified());
    }

    private static void action(TableDeclaration action) {
        action.key("oa_id", BIGINT)
                .versionFromModified("created")
                .columns(BIGINT, "o_id")
                .columns(NAME, "name", "creator_name")
                .personal("remark");
    }
}
