package io.bisync.leke.catalogue;

import static io.bisync.table.ColumnType.DATETIME;
import static io.bisync.table.ColumnType.varchar;

import io.bisync.loading.listener.LoadedEntity;
import io.bisync.table.Entity;
import io.bisync.table.TableDeclaration;
import io.bisync.topic.TrafficClass;

/** Leke's shop: where a tenant sells. */
final class ShopEntity {

    static final LoadedEntity LOADED = LoadedEntity.of(
                    Entity.of("leke", "shop", ChangeEvent.of("shop"), ShopEntity::shop), TrafficClass.OTHER)
            .from("leke.erp.shop.change.v1");

    private static void shop(TableDeclaration shop) {
        shop.key("shop_id", varchar(64))
                .columns(varchar(600), "name")
                .columns(varchar(32), "platform", "status")
                .columns(varchar(8), "currency")
                .columns(DATETIME, "opened_at", "changed_at");
    }

    private ShopEntity() {}
}
