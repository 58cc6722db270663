package io.bisync.loading.schema;

import io.bisync.loading.LoadPrecondition;
import io.bisync.starrocks.LoadOutcome;
import io.bisync.starrocks.LoadRequest;
import io.bisync.starrocks.StarRocksException;
import io.bisync.table.LiveColumn;
import io.bisync.table.LiveTable;
import io.bisync.table.Table;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.health.contributor.Health;
import org.springframework.scheduling.annotation.Scheduled;

/**
 * Compares live tables with their declaration, and holds loads back of a table that was not compared yet or differs:
 * StarRocks drops values of a column that it lacks, and says nothing. Tables that are right are compared again now and
 * then.
 */
final class SchemaCheck implements LoadPrecondition {

    static final String DIFFERS = "BI-SCHEMA-01";

    private static final Logger log = LoggerFactory.getLogger(SchemaCheck.class);
    private static final int SKIPPED_WHILE_RIGHT = 5;

    private final Function<String, List<List<@Nullable Object>>> sql;
    private final String database;
    private final List<Table> declared;
    private final MeterRegistry meters;
    private List<String> told = List.of();
    private int skip;
    private volatile Health health = Health.unknown().build();
    private volatile @Nullable Map<String, List<String>> found;

    SchemaCheck(
            Function<String, List<List<@Nullable Object>>> sql,
            String database,
            List<Table> declared,
            MeterRegistry meters) {
        this.sql = sql;
        this.database = database;
        this.declared = List.copyOf(declared);
        this.meters = meters;
    }

    Health health() {
        return health;
    }

    /** Whether the table was compared and is as declared. */
    boolean isRight(String table) {
        var compared = found;
        return compared != null && compared.getOrDefault(table, List.of()).isEmpty();
    }

    @Override
    public @Nullable LoadOutcome objection(LoadRequest request) {
        var compared = found;
        if (compared == null) {
            return new LoadOutcome.NotNow(
                    request.label(), "table %s was not compared with its declaration yet".formatted(request.table()));
        }
        var differences = compared.getOrDefault(request.table(), List.of());
        return differences.isEmpty()
                ? null
                : new LoadOutcome.Misconfigured(
                        request.label(),
                        "%s %s; StarRocks would drop values without a word"
                                .formatted(DIFFERS, String.join("; ", differences)));
    }

    /** True when every live table is as declared. */
    boolean compare() {
        try {
            var differences = differences();
            health = differences.isEmpty()
                    ? Health.up().withDetail("tables", declared.size()).build()
                    : Health.down()
                            .withDetail("code", DIFFERS)
                            .withDetail("differences", differences)
                            .build();
            if (differences.isEmpty()) {
                tellRight();
            } else {
                tell(
                        DIFFERS,
                        differences,
                        "Live tables differ from their declaration; apply deploy/starrocks and its changes: "
                                + String.join("; ", differences));
            }
            return differences.isEmpty();
        } catch (StarRocksException unanswered) {
            health = Health.unknown()
                    .withDetail("code", unanswered.code().code())
                    .build();
            var code = unanswered.code().code();
            tell(
                    code,
                    List.of(code),
                    "The live tables cannot be compared with their declaration yet: " + unanswered.getMessage());
            return false;
        }
    }

    /** Every ten seconds while something is wrong, once a minute while everything is right. */
    @Scheduled(fixedDelay = 10, timeUnit = TimeUnit.SECONDS)
    void look() {
        if (skip > 0) {
            skip--;
        } else if (compare()) {
            skip = SKIPPED_WHILE_RIGHT;
        }
    }

    private List<String> differences() {
        var live = sql.apply("SHOW TABLES").stream()
                .map(row -> String.valueOf(row.getFirst()))
                .collect(Collectors.toSet());
        var models = models();
        var differences = new ArrayList<String>();
        Map<String, List<String>> byTable = new HashMap<>();
        for (var table : declared) {
            var its = table.differences(
                    live.contains(table.name())
                            ? new LiveTable(models.get(table.name()), columns(table))
                            : LiveTable.MISSING);
            differences.addAll(its);
            byTable.put(table.name(), its);
        }
        found = Map.copyOf(byTable);
        return List.copyOf(differences);
    }

    /** The table models by name; StarRocks shows those of tables that the user may read. */
    private Map<String, String> models() {
        return sql
                .apply("SELECT table_name, table_model FROM information_schema.tables_config WHERE table_schema = '%s'"
                        .formatted(database))
                .stream()
                .collect(Collectors.toMap(row -> String.valueOf(row.get(0)), row -> String.valueOf(row.get(1))));
    }

    /** Field, Type, Null, Key, Default, Extra. */
    private List<LiveColumn> columns(Table table) {
        return sql.apply("DESC " + table.name()).stream()
                .map(row -> new LiveColumn(
                        String.valueOf(row.get(0)),
                        String.valueOf(row.get(1)),
                        isYes(row.get(2)),
                        isYes(row.get(3)),
                        row.get(4) != null))
                .toList();
    }

    private static boolean isYes(@Nullable Object told) {
        return told != null
                && Set.of("yes", "true", "pri").contains(told.toString().toLowerCase(Locale.ROOT));
    }

    /** One line and one count for each change of what is wrong. */
    private void tell(String code, List<String> wrong, String message) {
        if (!wrong.equals(told)) {
            told = wrong;
            meters.counter("bi.schema.problems", "code", code).increment();
            log.atError().addKeyValue("code", code).log("{} {}", code, message);
        }
    }

    private void tellRight() {
        if (!told.isEmpty()) {
            told = List.of();
            log.info("The live tables are as declared now");
        }
    }
}
