package io.bisync.local.jushuitan.control;

import io.bisync.local.jushuitan.api.Account;
import io.bisync.local.jushuitan.api.Speed;
import io.bisync.local.jushuitan.field.PoisonRow;
import io.bisync.local.jushuitan.merchant.ChangeKind;
import io.bisync.local.jushuitan.merchant.Merchant;
import io.bisync.local.jushuitan.merchant.Pace;
import io.bisync.local.jushuitan.merchant.Unknown;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** How the simulator and its merchants are. */
record Status(Map<Long, Account> accounts, Pace pace, Speed speed, InstantSource clock) {

    Map<String, Object> all() {
        Map<ChangeKind, Long> changes = new TreeMap<>();
        int orders = 0;
        for (Account account : accounts.values()) {
            orders += account.merchant().orders();
            account.merchant().changes().forEach((kind, count) -> changes.merge(kind, count, Long::sum));
        }
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("clock", clock.instant());
        all.put("speedFactor", speed.factor());
        all.put("changesPerSecond", pace.changesPerSecond());
        all.put("orders", orders);
        all.put("changes", changes);
        all.put(
                "changesInAll",
                changes.values().stream().mapToLong(Long::longValue).sum());
        all.put("itemsRemoved", changes.getOrDefault(ChangeKind.ITEM_REMOVED, 0L));
        all.put("accounts", accountRows());
        all.put("inventedFields", Map.of("order", Unknown.OF_ORDERS, "item", Unknown.OF_ITEMS, "pay", List.of()));
        return all;
    }

    /** The accounts without their secrets. */
    List<Map<String, Object>> accountRows() {
        return accounts.values().stream().map(Status::row).toList();
    }

    List<Map<String, Object>> totals() {
        return accounts.values().stream()
                .flatMap(account -> account.merchant().totals().stream().map(total -> {
                    Map<String, Object> row = new LinkedHashMap<>();
                    row.put("coId", account.merchant().coId());
                    row.put("table", total.table());
                    row.put("rows", total.rows());
                    row.put("amount", total.amount().toPlainString());
                    return row;
                }))
                .toList();
    }

    static Map<String, Object> row(PoisonRow poison) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("coId", poison.coId());
        row.put("entity", poison.entity());
        row.put("kind", poison.defect().word());
        row.put("id", poison.id());
        row.put("code", poison.defect().code());
        return row;
    }

    private static Map<String, Object> row(Account account) {
        Merchant merchant = account.merchant();
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("coId", merchant.coId());
        row.put("name", account.name());
        row.put("kind", account.kind());
        row.put("appKey", account.appKey());
        row.put("orders", merchant.orders());
        row.put("changes", new TreeMap<>(merchant.changes()));
        row.put("entities", merchant.books().counts());
        row.put("shops", merchant.shops().stream().map(shop -> shop.shopId()).toList());
        return row;
    }
}
