package io.bisync.local.demo;

import io.bisync.local.stack.LocalStack;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The table that the demo shows: both sides of every account, how fresh it is, and the newest change that arrived. */
final class Board {

    private static final String FORMAT = "%-8s %-21s %10s %10s %18s %18s  %-4s %9s %5s";

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
        lines.add(NewestChange.in(stack.starRocks()));
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
}
