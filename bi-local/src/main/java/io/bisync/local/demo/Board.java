package io.bisync.local.demo;

import io.bisync.local.stack.LocalStack;
import io.bisync.local.starrocks.load.Load;
import io.bisync.local.starrocks.load.LoadState;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The table that the demo shows: both sides of every account, how fresh it is, and the newest change that arrived. */
final class Board {

    private static final String FORMAT = "%-8s %-21s %10s %10s %18s %18s  %-4s %9s %5s";

    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.S", Locale.ROOT);

    private final LocalStack stack;
    private final BothSides sides;

    Board(LocalStack stack) {
        this.stack = stack;
        this.sides = new BothSides(stack);
    }

    List<String> lines() {
        Books erp = sides.atTheErps();
        Books starRocks = sides.inStarRocks();
        Map<String, JsonNode> status = status();
        List<String> lines = new ArrayList<>();
        lines.add(FORMAT.formatted(
                "account",
                "view",
                "ERP rows",
                "StarRocks",
                "amount at the ERP",
                "amount StarRocks",
                "same",
                "fresh",
                "dead"));
        for (String account : new TreeSet<>(LocalStack.JUSHUITAN.keySet())) {
            for (String view : List.of("jushuitan_order", "jushuitan_order_item", "jushuitan_order_pay")) {
                lines.add(line(account, view, erp, starRocks, status.get(account)));
            }
        }
        for (String view : List.of("leke_order", "leke_order_item")) {
            lines.add(line(LocalStack.TENANT, view, erp, starRocks, status.get(LocalStack.TENANT)));
        }
        lines.add("");
        lines.add(newestChange());
        return lines;
    }

    /** Empty while bi-basic is down: the rest of the table is worth showing. */
    private Map<String, JsonNode> status() {
        Map<String, JsonNode> status = new HashMap<>();
        try {
            stack.controlPlane()
                    .status()
                    .forEach(line -> status.put(line.path("account").asString(), line));
        } catch (UncheckedIOException | IllegalStateException down) {
            status.clear();
        }
        return status;
    }

    /** Whether both sides hold the same. */
    boolean isSettled() {
        return sides.atTheErps().sameAs(sides.inStarRocks());
    }

    private static String line(String account, String view, Books erp, Books starRocks, @Nullable JsonNode status) {
        Books.Entry left = erp.entry(account, view);
        Books.Entry right = starRocks.entry(account, view);
        return FORMAT.formatted(
                account,
                view,
                "%,d".formatted(left.rows()),
                "%,d".formatted(right.rows()),
                "%,.2f".formatted(left.amount()),
                "%,.2f".formatted(right.amount()),
                left.sameAs(right) ? "yes" : "…",
                freshness(status),
                status == null ? "-" : status.path("deadLetters").asString("0"));
    }

    private static String freshness(@Nullable JsonNode status) {
        if (status == null
                || status.path("freshness").isMissingNode()
                || status.path("freshness").isNull()) {
            return "-";
        }
        JsonNode freshness = status.path("freshness");
        double seconds = freshness.isNumber()
                ? freshness.asDouble()
                : Duration.parse(freshness.asString()).toMillis() / 1000.0;
        return "%.1f s".formatted(seconds);
    }

    private String newestChange() {
        var rows = stack.starRocks()
                .query(
                        "SELECT account_id, o_id, modified, loaded_at, source_partition, source_offset FROM ods_jushuitan_order"
                                + " WHERE source_topic = 'erp.jushuitan.order' ORDER BY modified DESC LIMIT 1");
        if (rows.isEmpty()) {
            return "No live change has arrived yet.";
        }
        var row = rows.getFirst();
        LocalDateTime loaded = dateTime(row.get("loaded_at"));
        return "order %s:%s changed at the ERP %s → in StarRocks %s"
                .formatted(
                        row.get("account_id"),
                        row.get("o_id"),
                        TIME.format(dateTime(row.get("modified"))),
                        TIME.format(visible(row, loaded)));
    }

    /** The end of the load that brought the row: {@code loaded_at} is its beginning, and has no fraction. */
    private LocalDateTime visible(Map<String, @Nullable Object> row, LocalDateTime loaded) {
        int partition = Integer.parseInt(String.valueOf(row.get("source_partition")));
        long offset = Long.parseLong(String.valueOf(row.get("source_offset")));
        return stack.starRocks().loads().stream()
                .filter(load ->
                        load.state() == LoadState.VISIBLE && load.table().equals("ods_jushuitan_order"))
                .filter(load -> {
                    LabelRange range = LabelRange.parse(load.label());
                    return range != null && range.holds(partition, offset);
                })
                .map(Load::finishedMillis)
                .filter(Objects::nonNull)
                .map(millis -> LocalDateTime.ofInstant(Instant.ofEpochMilli(millis), SHANGHAI))
                .filter(finished -> !finished.isBefore(loaded))
                .min(Comparator.naturalOrder())
                .orElse(loaded);
    }

    private static LocalDateTime dateTime(@Nullable Object value) {
        return LocalDateTime.parse(String.valueOf(value).replace(' ', 'T'));
    }
}
