package io.bisync.jushuitan.catalogue;

import static io.bisync.jushuitan.catalogue.ColumnTypes.ADDRESS;
import static io.bisync.jushuitan.catalogue.ColumnTypes.ID;
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

/** Jushuitan's shop: where a merchant sells. */
public final class ShopEntity implements EntityDeclaration {

    @Override
    public PulledEntity entity() {
        return PulledEntity.of(
                        Entity.of("jushuitan", "shop", Envelope.none(), ShopEntity::shop),
                        TrafficClass.OTHER,
                        Endpoint.of("/open/shops/query", "datas", "shop_id")
                                .pages(100)
                                .company("co_id")
                                .total(Endpoint.Total.NEVER),
                        new Increment.Snapshot())
                .every(PulledEntity.MASTER_DATA);
    }

    private static void shop(TableDeclaration shop) {
        shop.key("shop_id", BIGINT)
                .versionFromHeader()
                .columns(BIGINT, "co_id", "group_id")
                .columns(NAME, "shop_name", "short_name", "shop_site", "group_name")
                .columns(ADDRESS, "shop_url")
                .columns(DATETIME, "created")
                .columns(NAME, "session_expired")
                .columns(ID, "session_uid")
                .personal("nick");
    }
}
