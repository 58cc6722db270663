package io.bisync.leke.catalogue;

import static io.bisync.table.ColumnType.BOOLEAN;
import static io.bisync.table.ColumnType.DATETIME;
import static io.bisync.table.ColumnType.decimal;
import static io.bisync.table.ColumnType.varchar;

import io.bisync.loading.listener.LoadedEntity;
import io.bisync.table.Entity;
import io.bisync.table.TableDeclaration;
import io.bisync.topic.TrafficClass;

/** Leke's refund: what a buyer gets back. */
final class RefundEntity {

    static final LoadedEntity LOADED = LoadedEntity.of(
                    Entity.of("leke", "refund", ChangeEvent.of("refund"), RefundEntity::refund), TrafficClass.OTHER)
            .from("leke.erp.refund.change.v1");

    private static void refund(TableDeclaration refund) {
        refund.key("refund_id", varchar(64))
                .columns(varchar(64), "order_id", "shop_id")
                .columns(varchar(32), "type", "status")
                .freeText(varchar(600), "reason")
                .columns(DATETIME, "apply_time", "finish_time")
                .columns(varchar(8), "currency")
                .columns(decimal(18, 4), "refund_amount", "freight")
                .children("items", "item", RefundEntity::item);
    }

    private static void item(TableDeclaration item) {
        item.key("line_id", varchar(64))
                .columns(varchar(128), "sku_id")
                .columns(decimal(18, 4), "qty", "received_qty", "amount")
                .columns(BOOLEAN, "is_defective");
    }

    private RefundEntity() {}
}
