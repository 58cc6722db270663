package io.bisync.leke.catalogue;

import static io.bisync.table.ColumnType.BOOLEAN;
import static io.bisync.table.ColumnType.DATETIME;
import static io.bisync.table.ColumnType.decimal;
import static io.bisync.table.ColumnType.varchar;

import io.bisync.loading.listener.LoadedEntity;
import io.bisync.table.Entity;
import io.bisync.table.TableDeclaration;
import io.bisync.topic.TrafficClass;

/** Leke's order: what its fields are and where they go. */
final class OrderEntity {

    static final Entity ORDER = Entity.of("leke", "order", ChangeEvent.of("order"), OrderEntity::order);

    static final LoadedEntity LOADED =
            LoadedEntity.of(ORDER, TrafficClass.ORDERS).from("leke.erp.order.change.v1");

    private static void order(TableDeclaration order) {
        order.key("order_id", varchar(64))
                .columns(varchar(64), "shop_id")
                .columns(varchar(32), "status")
                .columns(DATETIME, "order_time", "pay_time")
                .columns(varchar(8), "currency")
                .columns(decimal(18, 4), "pay_amount", "freight", "discount")
                .children("items", "item", OrderEntity::item);
    }

    private static void item(TableDeclaration item) {
        item.key("line_id", varchar(64))
                .columns(varchar(128), "sku_id")
                .columns(decimal(18, 4), "qty", "price", "amount")
                .columns(BOOLEAN, "is_gift");
    }

    private OrderEntity() {}
}
