package io.bisync.proof.coupon;

import static io.bisync.table.ColumnType.BIGINT;
import static io.bisync.table.ColumnType.BOOLEAN;
import static io.bisync.table.ColumnType.DATETIME;
import static io.bisync.table.ColumnType.decimal;
import static io.bisync.table.ColumnType.varchar;

import io.bisync.jushuitan.declaration.EntityDeclaration;
import io.bisync.jushuitan.declaration.Increment;
import io.bisync.jushuitan.declaration.PulledEntity;
import io.bisync.jushuitan.openapi.Endpoint;
import io.bisync.table.Entity;
import io.bisync.table.Envelope;
import io.bisync.table.TableDeclaration;
import io.bisync.topic.TrafficClass;

/** A coupon of a shop, and the orders it was used for. */
public final class CouponEntity implements EntityDeclaration {

    @Override
    public PulledEntity entity() {
        return PulledEntity.of(
                Entity.of("jushuitan", "coupon", Envelope.none(), CouponEntity::coupon),
                TrafficClass.OTHER,
                Endpoint.of("/open/coupons/query", "datas", "coupon_id").total(Endpoint.Total.ON_EVERY_PAGE),
                new Increment.RowVersion("start_ts"));
    }

    private static void coupon(TableDeclaration coupon) {
        coupon.key("coupon_id", BIGINT)
                .version("ts")
                .columns(BIGINT, "shop_id")
                .columns(varchar(40), "code")
                .columns(varchar(32), "status")
                .columns(decimal(18, 4), "amount")
                .columns(BOOLEAN, "is_stackable")
                .columns(DATETIME, "modified")
                .freeText(varchar(600), "remark")
                .personal("receiver_name")
                .children("uses", "use", CouponEntity::use);
    }

    private static void use(TableDeclaration use) {
        use.key("use_id", BIGINT).columns(BIGINT, "o_id").columns(decimal(18, 4), "free_amount");
    }
}
