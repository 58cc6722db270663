package io.bisync.proof;

import io.bisync.local.demo.LabelRange;
import io.bisync.local.stack.LocalStack;
import io.bisync.local.starrocks.load.Load;
import io.bisync.local.starrocks.load.LoadState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Kills bi-api-jushuitan while StarRocks is receiving one of its loads, and looks whether the same offsets are loaded later. */
final class MidLoadKill {

    private static final int ROWS = 100;
    private static final Duration LIMIT = Duration.ofMinutes(4);

    private final LocalStack stack;
    private @Nullable Load struck;

    MidLoadKill(LocalStack stack) {
        this.stack = stack;
    }

    /** Waits for a load with enough rows on its way, kills, and starts the service again. */
    void strike() {
        Patience.await(
                () -> {
                    struck = stack.starRocks().loads().stream()
                            .filter(MidLoadKill::isOnItsWay)
                            .findFirst()
                            .orElse(null);
                    if (struck != null) {
                        stack.apiJushuitan().kill();
                    }
                    return struck != null;
                },
                Duration.ofMillis(2),
                LIMIT);
        if (struck != null) {
            stack.apiJushuitan().startAgain();
            stack.apiJushuitan().awaitReady();
        }
    }

    private static boolean isOnItsWay(Load load) {
        return load.state() == LoadState.PREPARE
                && load.rowsReceived() >= ROWS
                && load.table().startsWith("ods_jushuitan");
    }

    Finding finding() {
        String question = "bi-api-jushuitan was killed in mid-load and the same offsets were loaded afterwards";
        if (struck == null) {
            return Finding.of(
                    Verdict.EVENTS,
                    question,
                    "never",
                    List.of("No load with %d rows on its way was met within %s".formatted(ROWS, LIMIT)));
        }
        LabelRange range = LabelRange.parse(struck.label());
        long covered = range == null ? -1 : covered(range);
        return Finding.of(
                Verdict.EVENTS,
                question,
                "%s with %,d rows received".formatted(struck.label(), struck.rowsReceived()),
                range != null && covered >= range.to()
                        ? List.of()
                        : List.of("Loads are visible up to offset %d of %s".formatted(covered, range)));
    }

    /** How far visible loads of the same table, topic and partition reach without a gap from the start of the range. */
    private long covered(LabelRange range) {
        List<LabelRange> visible = new ArrayList<>();
        for (Load load : stack.starRocks().loads()) {
            LabelRange other = LabelRange.parse(load.label());
            if (load.state() == LoadState.VISIBLE
                    && other != null
                    && other.stem().equals(range.stem())
                    && other.partition() == range.partition()) {
                visible.add(other);
            }
        }
        long reached = range.from();
        for (LabelRange other : visible.stream()
                .sorted(Comparator.comparingLong(LabelRange::from))
                .toList()) {
            if (other.from() <= reached && other.to() > reached) {
                reached = other.to();
            }
        }
        return reached;
    }
}
