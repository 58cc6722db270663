package io.bisync.jushuitan.catalogue;

import static io.bisync.jushuitan.catalogue.ColumnTypes.ID;
import static io.bisync.jushuitan.catalogue.ColumnTypes.NAME;
import static io.bisync.jushuitan.catalogue.ColumnTypes.TEXT;
import static io.bisync.table.ColumnType.BIGINT;
import static io.bisync.table.ColumnType.BOOLEAN;

import io.bisync.jushuitan.declaration.EntityDeclaration;
import io.bisync.jushuitan.declaration.Increment;
import io.bisync.jushuitan.declaration.PulledEntity;
import io.bisync.jushuitan.openapi.Endpoint;
import io.bisync.table.Entity;
import io.bisync.table.Envelope;
import io.bisync.table.TableDeclaration;
import io.bisync.topic.TrafficClass;

/** Jushuitan's warehouse: the merchant's own and its partners'. */
public final class WarehouseEntity implements EntityDeclaration {

    @Override
    public PulledEntity entity() {
        return PulledEntity.of(
                        Entity.of("jushuitan", "warehouse", Envelope.none(), WarehouseEntity::warehouse),
                        TrafficClass.OTHER,
                        Endpoint.of("/open/wms/partner/query", "datas", "wms_co_id")
                                .pages(30)
                                .total(Endpoint.Total.ON_EVERY_PAGE),
                        new Increment.Snapshot())
                .every(PulledEntity.MASTER_DATA);
    }

    private static void warehouse(TableDeclaration warehouse) {
        warehouse
                .key("wms_co_id", BIGINT)
                .versionFromHeader()
                .columns(BIGINT, "co_id")
                .columns(ID, "status")
                .columns(BOOLEAN, "is_main")
                .columns(NAME, "name")
                .freeText(TEXT, "remark1", "remark2");
    }
}
