package io.bisync.loading.schema;

import io.bisync.loading.schema.TableVersions.Frozen;
import io.bisync.starrocks.StarRocksException;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;

/**
 * Counts the rows that no change replaces any more: the newest version wins, and theirs lies above what is plausible.
 * Tables that are not as declared are left alone.
 */
final class FrozenRows {

    static final String FROZEN = "BI-SCHEMA-02";

    private static final Logger log = LoggerFactory.getLogger(FrozenRows.class);
    private static final Duration AGAIN = Duration.ofMinutes(1);

    private final List<TableVersions> tables;
    private final Predicate<String> isRight;
    private final Duration interval;
    private final InstantSource clock;
    private final MeterRegistry meters;
    private final Map<String, Instant> next = new HashMap<>();
    private final Map<String, Frozen> told = new HashMap<>();
    private final Map<String, String> unanswered = new HashMap<>();
    private final Map<String, Frozen> counted = new ConcurrentHashMap<>();

    FrozenRows(
            List<TableVersions> tables,
            Predicate<String> isRight,
            Duration interval,
            InstantSource clock,
            MeterRegistry meters) {
        this.tables = List.copyOf(tables);
        this.isRight = isRight;
        this.interval = interval;
        this.clock = clock;
        this.meters = meters;
        tables.forEach(it -> Gauge.builder("bi.schema.frozen.rows", () -> rows(it.table()))
                .tag("table", it.table())
                .register(meters));
    }

    /** What is frozen by table, as a sentence; what could not be counted is not among it. */
    Map<String, String> described() {
        var described = new TreeMap<String, String>();
        counted.forEach((table, frozen) -> {
            if (frozen.rows() > 0) {
                described.put(table, described(frozen));
            }
        });
        return described;
    }

    /** Counts where it is time to, or where accounts can be judged that could not before. */
    @Scheduled(fixedDelay = 2, timeUnit = TimeUnit.SECONDS)
    void look() {
        for (var table : tables) {
            var due = next.getOrDefault(table.table(), Instant.MIN);
            if (isRight.test(table.table()) && (!clock.instant().isBefore(due) || table.knowsMore())) {
                count(table);
            }
        }
    }

    private void count(TableVersions table) {
        var name = table.table();
        try {
            var frozen = table.frozen();
            counted.put(name, frozen);
            unanswered.remove(name);
            next.put(name, clock.instant().plus(interval));
            tell(name, frozen);
        } catch (StarRocksException failed) {
            counted.remove(name);
            next.put(name, clock.instant().plus(AGAIN));
            var code = failed.code().code();
            if (!code.equals(unanswered.put(name, code))) {
                log.atWarn()
                        .addKeyValue("code", code)
                        .addKeyValue("table", name)
                        .log("{} The rows of {} that no change replaces cannot be counted", failed.getMessage(), name);
            }
        }
    }

    /** One line and one count for each change. */
    private void tell(String table, Frozen frozen) {
        var before = told.put(table, frozen);
        if (frozen.rows() == 0) {
            if (before != null && before.rows() > 0) {
                log.atInfo().addKeyValue("table", table).log("Every row of {} can be replaced again", table);
            }
        } else if (!frozen.equals(before)) {
            meters.counter("bi.schema.problems", "code", FROZEN).increment();
            log.atError()
                    .addKeyValue("code", FROZEN)
                    .addKeyValue("table", table)
                    .addKeyValue("account", frozen.account())
                    .addKeyValue("version", frozen.version())
                    .log(
                            "{} No change replaces rows of {}, as their version is above what is plausible: {}. deploy/starrocks/free.sh frees them",
                            FROZEN,
                            table,
                            described(frozen));
        }
    }

    private double rows(String table) {
        var frozen = counted.get(table);
        return frozen == null ? Double.NaN : frozen.rows();
    }

    private static String described(Frozen frozen) {
        return "%d, the first of account %s with %s and version %d"
                .formatted(frozen.rows(), frozen.account(), frozen.key(), frozen.version());
    }
}
