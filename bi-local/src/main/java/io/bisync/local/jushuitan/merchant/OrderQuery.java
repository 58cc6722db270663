package io.bisync.local.jushuitan.merchant;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One question for orders; sets that are empty and values that are null do not restrict.
 *
 * @param startTs only row versions at or above this, in their order
 * @param window only orders whose time lies inside, in the order of that time
 * @param total whether to count all orders that match
 * @param finances whether cross-border finances are part of the answer
 * @param versions false only for a fault: rows without {@code ts}
 */
public record OrderQuery(
        @Nullable Long startTs,
        @Nullable TimeWindow window,
        Set<Long> oIds,
        Set<String> soIds,
        @Nullable Long shopId,
        Set<String> types,
        @Nullable OrderStatus status,
        int pageIndex,
        int pageSize,
        boolean total,
        boolean finances,
        boolean versions) {

    boolean matches(Order order) {
        return (startTs == null || order.ts >= startTs)
                && (window == null || window.contains(order))
                && (oIds.isEmpty() || oIds.contains(order.oId))
                && (soIds.isEmpty() || soIds.contains(order.soId))
                && (shopId == null || order.shop.shopId() == shopId)
                && (types.isEmpty() || types.contains(OrderFields.type(order)))
                && (status == null || order.status == status);
    }
}
