package io.bisync.local.jushuitan.api;

import io.bisync.local.jushuitan.merchant.Merchant;
import io.bisync.local.jushuitan.merchant.ShanghaiTime;
import io.bisync.local.jushuitan.merchant.Shop;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code /open/shops/query}: the merchant's shops, a hundred a page. */
final class ShopsQuery {

    private static final int MOST_ROWS = 100;
    private static final Set<String> FIELDS = Set.of("page_index", "page_size", "shop_ids");

    private ShopsQuery() {}

    static Answer answer(Merchant merchant, String bizText) {
        Biz biz = Biz.parse(bizText, FIELDS);
        int index = biz.number("page_index", 1, Integer.MAX_VALUE);
        int size = biz.number("page_size", MOST_ROWS, MOST_ROWS);
        Set<Long> wanted = biz.numbers("shop_ids");
        List<Shop> shops = merchant.shops().stream()
                .filter(shop -> wanted.isEmpty() || wanted.contains(shop.shopId()))
                .toList();
        List<Map<String, @Nullable Object>> page = shops.stream()
                .skip((index - 1L) * size)
                .limit(size)
                .map(shop -> row(shop, merchant.coId()))
                .toList();
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("datas", page);
        data.put("page_index", index);
        data.put("has_next", (long) index * size < shops.size());
        data.put("page_size", size);
        return Answer.success(data, page.size());
    }

    private static Map<String, @Nullable Object> row(Shop shop, long coId) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        row.put("group_name", shop.site());
        row.put("created", ShanghaiTime.withMillis(shop.created().toEpochMilli()));
        row.put("co_id", coId);
        row.put("session_uid", "40200000" + shop.shopId());
        row.put("shop_site", shop.site());
        row.put("shop_name", shop.name());
        row.put("nick", shop.nick());
        row.put("shop_id", shop.shopId());
        row.put("session_expired", "------永久授权------");
        row.put("group_id", 707);
        row.put("shop_url", null);
        row.put("organization", null);
        row.put("short_name", "");
        return row;
    }
}
