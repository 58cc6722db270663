package io.bisync.jushuitan.catalogue;

import static io.bisync.jushuitan.catalogue.ColumnTypes.NAME;
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

/** Jushuitan's category of goods. Its page says neither how long a page nor a window may be: it is read as a whole. */
public final class CategoryEntity implements EntityDeclaration {

    @Override
    public PulledEntity entity() {
        return PulledEntity.of(
                        Entity.of("jushuitan", "category", Envelope.none(), CategoryEntity::category),
                        TrafficClass.OTHER,
                        Endpoint.of("/open/category/query", "datas", "c_id").total(Endpoint.Total.ON_EVERY_PAGE),
                        new Increment.Snapshot())
                .every(PulledEntity.MASTER_DATA);
    }

    private static void category(TableDeclaration category) {
        category.key("c_id", BIGINT)
                .versionFromHeader()
                .columns(BIGINT, "parent_c_id")
                .columns(DATETIME, "modified")
                .columns(NAME, "name");
    }
}
