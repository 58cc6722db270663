package io.bisync.proof.again;

import io.bisync.proof.again.Step.Outcome;
import io.bisync.proof.probe.Sql;
import io.bisync.time.ShanghaiTime;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/** Of two rows of one day that is over one is gone, and the other is older than it should be: that day counts less, and another more. */
final class Differences {

    private static final int DAYS_OLDER = 2;

    private final Purchases purchases;
    private final InstantSource clock;

    Differences(Purchases purchases, InstantSource clock) {
        this.purchases = purchases;
        this.clock = clock;
    }

    Step step() {
        return new Step("A deleted and an older row are found by count, and repaired", this::repair);
    }

    private Outcome repair() {
        Sql.Answer past = purchases
                .sql()
                .query(
                        "SELECT po_id, record_version, modified FROM %s WHERE account_id = '%s' AND is_deleted = FALSE AND modified < '%s 00:00:00' ORDER BY modified DESC"
                                .formatted(
                                        Purchases.TABLE,
                                        Purchases.ACCOUNT,
                                        LocalDate.ofInstant(clock.instant(), ShanghaiTime.ZONE)));
        Map<LocalDate, List<String>> days = new TreeMap<>(Comparator.reverseOrder());
        past.rows()
                .forEach(row -> days.computeIfAbsent(
                                LocalDate.parse(past.text(row, "modified").substring(0, 10)), _ -> new ArrayList<>())
                        .add("po_id = %s AND record_version = %s"
                                .formatted(past.text(row, "po_id"), past.text(row, "record_version"))));
        return days.entrySet().stream()
                .filter(it -> it.getValue().size() > 1)
                .findFirst()
                .map(it -> repair(it.getKey(), it.getValue()))
                .orElseGet(() -> new Outcome(false, "No day that is over has two rows"));
    }

    private Outcome repair(LocalDate day, List<String> rows) {
        purchases.execute("DELETE FROM {%s} WHERE account_id = '%s' AND %s"
                .formatted(Purchases.TABLE, Purchases.ACCOUNT, rows.getFirst()));
        purchases.execute(
                "UPDATE {%s} SET record_version = record_version - 1, modified = modified - INTERVAL '%d days' WHERE account_id = '%s' AND %s"
                        .formatted(Purchases.TABLE, DAYS_OLDER, Purchases.ACCOUNT, rows.get(1)));
        Map<String, Object> window = Map.of(
                "from",
                day.minusDays(DAYS_OLDER).toString(),
                "to",
                day.plusDays(1).toString(),
                "again",
                true);
        JsonNode repaired = purchases.run("REPAIR", window);
        JsonNode proved = purchases.run("VERIFY", window);
        long back = purchases.rows(Purchases.TABLE, "(%s)".formatted(String.join(" OR ", rows.subList(0, 2))));
        return new Outcome(
                Purchases.found(repaired, "MISSING") == 2
                        && Purchases.found(repaired, "LEFT_OVER") == 1
                        && Purchases.isComplete(repaired)
                        && Purchases.isComplete(proved)
                        && Purchases.found(proved, "MISSING") == 0
                        && Purchases.found(proved, "LEFT_OVER") == 0
                        && back == 2,
                "%d missing and %d left over by count; repaired %s; %d and %d when it is verified; %d of 2 rows as they were"
                        .formatted(
                                Purchases.found(repaired, "MISSING"),
                                Purchases.found(repaired, "LEFT_OVER"),
                                Purchases.state(repaired),
                                Purchases.found(proved, "MISSING"),
                                Purchases.found(proved, "LEFT_OVER"),
                                back));
    }
}
