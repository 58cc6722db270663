package io.bisync.local.demo;

import io.bisync.local.dictionary.BusinessTable;
import io.bisync.local.stack.LocalStack;
import io.bisync.local.starrocks.sql.SqlRefusedException;
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

    private static final int WIDTH_OF_BOTH_AMOUNTS = 112;
    private static final int WIDTH_OF_A_NAME = 20;

    private static final List<String> HEADINGS =
            List.of("account", "view", "ERP rows", "StarRocks", "ERP amount", "amount", "same", "fresh", "dead");

    private static final int ERP_AMOUNT = HEADINGS.indexOf("ERP amount");

    private final LocalStack stack;
    private final List<BusinessTable> tables;
    private final BothSides sides;
    private List<String> last = List.of();

    Board(LocalStack stack) {
        this.stack = stack;
        this.tables = DeclaredTables.of(stack);
        this.sides = new BothSides(stack, tables);
    }

    /** The table for a window of so many columns; the last one, and why, while it cannot be asked for. */
    List<String> lines(int columns) {
        try {
            last = asked(columns);
            return last;
        } catch (RuntimeException cannot) {
            // Whatever a part that is away answers: the demo goes on, and the watch starts it again.
            List<String> lines = new ArrayList<>(last);
            lines.add("Not up to date: "
                    + String.valueOf(cannot.getMessage()).lines().findFirst().orElse(""));
            return lines;
        }
    }

    private List<String> asked(int columns) {
        Totals erp = sides.atTheErps();
        Totals starRocks = sides.inStarRocks();
        Map<String, JsonNode> status = status();
        List<String> lines = new ArrayList<>();
        lines.add(row(columns, HEADINGS));
        for (String account : new TreeSet<>(LocalStack.JUSHUITAN.keySet())) {
            lines.addAll(lines(columns, account, "jushuitan", erp, starRocks, status));
        }
        lines.addAll(lines(columns, LocalStack.TENANT, "leke", erp, starRocks, status));
        lines.add("");
        lines.add(NewestChange.in(stack.starRocks(), tables));
        return lines;
    }

    private List<String> lines(
            int columns, String account, String source, Totals erp, Totals starRocks, Map<String, JsonNode> status) {
        return tables.stream()
                .filter(table -> table.page().source().equals(source))
                .map(table -> line(
                        columns,
                        account,
                        table.view(),
                        erp,
                        starRocks,
                        status.get(key(account, table.page().entity()))))
                .toList();
    }

    private static String key(String account, String entity) {
        return account + " " + entity;
    }

    /** By account and entity; empty while bi-basic is down: the rest of the table is worth showing. */
    private Map<String, JsonNode> status() {
        Map<String, JsonNode> status = new HashMap<>();
        try {
            stack.controlPlane()
                    .status()
                    .forEach(line -> status.put(
                            key(
                                    line.path("account").asString(),
                                    line.path("entity").asString()),
                            line));
        } catch (UncheckedIOException | IllegalStateException down) {
            status.clear();
        }
        return status;
    }

    /** Whether both sides hold the same; not known, so no, while one of them cannot be asked. */
    boolean isSettled() {
        try {
            return sides.atTheErps().sameAs(sides.inStarRocks());
        } catch (SqlRefusedException away) {
            return false;
        }
    }

    private static String line(
            int columns, String account, String view, Totals erp, Totals starRocks, @Nullable JsonNode status) {
        Totals.Entry left = erp.entry(account, view);
        Totals.Entry right = starRocks.entry(account, view);
        return row(
                columns,
                List.of(
                        account,
                        view,
                        "%,d".formatted(left.rows()),
                        "%,d".formatted(right.rows()),
                        "%,.2f".formatted(left.amount()),
                        "%,.2f".formatted(right.amount()),
                        left.sameAs(right) ? "yes" : "…",
                        freshness(status),
                        status == null ? "-" : status.path("deadLetters").asString("0")));
    }

    /** Both amounts where there is room; without it one of them, within 80 columns. */
    static String row(int columns, List<String> cells) {
        if (columns >= WIDTH_OF_BOTH_AMOUNTS) {
            return "%-8s %-27s %10s %10s %15s %15s  %-4s %9s %5s".formatted(cells.toArray());
        }
        List<String> fewer = new ArrayList<>(cells);
        fewer.remove(ERP_AMOUNT);
        fewer.replaceAll(Board::ending);
        return "%-7s %-20s %9s %9s %13s %-4s %7s %4s".formatted(fewer.toArray());
    }

    /** Names that are too long begin alike. */
    private static String ending(String cell) {
        return cell.length() <= WIDTH_OF_A_NAME ? cell : "…" + cell.substring(cell.length() - WIDTH_OF_A_NAME + 1);
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
