package io.bisync.local.jushuitan.api;

import io.bisync.local.jushuitan.merchant.Merchant;
import io.bisync.local.jushuitan.merchant.OrderPage;
import io.bisync.local.jushuitan.merchant.OrderQuery;
import io.bisync.local.jushuitan.merchant.OrderStatus;
import io.bisync.local.jushuitan.merchant.TimeWindow;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code /open/orders/single/query}: reads the question by the vendor's rules and answers a page. */
final class OrdersQuery {

    private static final int MOST_ROWS = 100;
    private static final int DEFAULT_ROWS = 30;
    private static final int MOST_NUMBERS = 20;
    private static final Duration LONGEST = Duration.ofDays(7);
    // order_flds and order_item_flds are in the vendor's list, but what they do is not known: refused, not ignored.
    private static final Set<String> FIELDS = Set.of(
            "shop_id",
            "is_offline_shop",
            "so_ids",
            "modified_begin",
            "modified_end",
            "date_type",
            "status",
            "page_index",
            "page_size",
            "start_ts",
            "is_get_total",
            "o_ids",
            "is_get_cbfinance",
            "order_types");

    private OrdersQuery() {}

    static Answer answer(Merchant merchant, String bizText, boolean versions) {
        OrderQuery query = read(Biz.parse(bizText, FIELDS), versions);
        OrderPage page = merchant.page(query);
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("page_index", query.pageIndex());
        members.put("page_size", query.pageSize());
        // Without is_get_total both are sent all the same and mean nothing.
        members.put("data_count", Math.max(0, page.total()));
        members.put("page_count", Math.max(0, (page.total() + query.pageSize() - 1) / query.pageSize()));
        members.put("has_next", page.hasNext());
        return Answer.page(members, "orders", page.orders(), page.rows());
    }

    private static OrderQuery read(Biz biz, boolean versions) {
        Set<Long> oIds = biz.numbers("o_ids");
        Set<String> soIds = biz.texts("so_ids");
        if (soIds.size() > MOST_NUMBERS) {
            throw RefusedException.invalid("so_ids 最大限制20条");
        }
        TimeWindow window = window(biz);
        Long startTs = biz.number("start_ts");
        if (startTs != null && startTs < 0) {
            throw RefusedException.invalid("start_ts");
        }
        if (window == null && startTs == null && oIds.isEmpty() && soIds.isEmpty()) {
            throw RefusedException.invalid("modified_begin,so_ids,o_ids 不能同时为空");
        }
        return new OrderQuery(
                startTs,
                window,
                oIds,
                soIds,
                shop(biz),
                biz.texts("order_types"),
                status(biz),
                biz.number("page_index", 1, Integer.MAX_VALUE),
                biz.number("page_size", DEFAULT_ROWS, MOST_ROWS),
                !Boolean.FALSE.equals(biz.flag("is_get_total")),
                Boolean.TRUE.equals(biz.flag("is_get_cbfinance")),
                versions);
    }

    private static @Nullable TimeWindow window(Biz biz) {
        Instant from = biz.moment("modified_begin");
        Instant to = biz.moment("modified_end");
        TimeWindow.Moment moment = moment(biz.number("date_type"));
        if (from == null && to == null) {
            return null;
        }
        if (from == null || to == null) {
            throw RefusedException.invalid("modified_begin,modified_end 必须同时存在");
        }
        if (to.isBefore(from)) {
            throw RefusedException.invalid("modified_end 早于 modified_begin");
        }
        if (Duration.between(from, to).compareTo(LONGEST) > 0) {
            throw RefusedException.invalid("modified_begin,modified_end 时间间隔不能超过七天");
        }
        return new TimeWindow(moment, from, to);
    }

    private static TimeWindow.Moment moment(@Nullable Long dateType) {
        if (dateType == null || dateType == 0) {
            return TimeWindow.Moment.MODIFIED;
        } else if (dateType == 2) {
            return TimeWindow.Moment.ORDERED;
        } else if (dateType == 3) {
            return TimeWindow.Moment.SENT;
        }
        throw RefusedException.invalid("date_type");
    }

    /** Shop 0 asks for offline shops, of which these merchants have none. */
    private static @Nullable Long shop(Biz biz) {
        Long shopId = biz.number("shop_id");
        boolean offline = Boolean.TRUE.equals(biz.flag("is_offline_shop"));
        if (offline != (shopId != null && shopId == 0)) {
            throw RefusedException.invalid("shop_id,is_offline_shop");
        }
        return shopId;
    }

    private static @Nullable OrderStatus status(Biz biz) {
        String word = biz.text("status");
        return word == null ? null : OrderStatus.of(word).orElseThrow(() -> RefusedException.invalid("status"));
    }
}
