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
import java.time.Duration;

/** Jushuitan's supplier. */
public final class SupplierEntity implements EntityDeclaration {

    @Override
    public PulledEntity entity() {
        return PulledEntity.of(
                        Entity.of("jushuitan", "supplier", Envelope.none(), SupplierEntity::supplier),
                        TrafficClass.OTHER,
                        Endpoint.of("/open/supplier/query", "datas", "supplier_id")
                                .byIds("supplier_ids", "supplier_id", 50)
                                .pages(500)
                                .windows(Duration.ofDays(1))
                                .total(Endpoint.Total.ON_EVERY_PAGE),
                        new Increment.Modified())
                .every(PulledEntity.MASTER_DATA);
    }

    private static void supplier(TableDeclaration supplier) {
        supplier.key("supplier_id", BIGINT)
                .versionFromModified("modified")
                .columns(ID, "supplier_code")
                .columns(BOOLEAN, "enabled")
                .columns(NAME, "name")
                .freeText(TEXT, "remark", "remark2", "remark3")
                .columnFrom("group", "supplier_group", NAME)
                .personal("depositbank", "bankacount", "acountnumber");
    }
}
