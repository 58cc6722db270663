package io.bisync.jushuitan.catalogue;

import static io.bisync.jushuitan.catalogue.ColumnTypes.CODE;
import static io.bisync.jushuitan.catalogue.ColumnTypes.NAME;
import static io.bisync.table.ColumnType.DATETIME;

import io.bisync.jushuitan.declaration.EntityDeclaration;
import io.bisync.jushuitan.declaration.Increment;
import io.bisync.jushuitan.declaration.PulledEntity;
import io.bisync.jushuitan.openapi.Endpoint;
import io.bisync.table.Entity;
import io.bisync.table.Envelope;
import io.bisync.table.TableDeclaration;
import io.bisync.topic.TrafficClass;

/** Jushuitan's carrier. */
public final class LogisticsCompanyEntity implements EntityDeclaration {

    @Override
    public PulledEntity entity() {
        return PulledEntity.of(
                        Entity.of("jushuitan", "logistics_company", Envelope.none(), LogisticsCompanyEntity::company),
                        TrafficClass.OTHER,
                        Endpoint.of("/open/logisticscompany/query", "datas", "lc_id")
                                .total(Endpoint.Total.ON_EVERY_PAGE),
                        new Increment.Snapshot())
                .every(PulledEntity.MASTER_DATA);
    }

    private static void company(TableDeclaration company) {
        company.key("lc_id", CODE)
                .versionFromHeader()
                .columns(DATETIME, "modified")
                .columns(NAME, "lc_name");
    }
}
