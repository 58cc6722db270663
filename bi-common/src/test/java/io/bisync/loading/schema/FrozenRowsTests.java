package io.bisync.loading.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.bisync.loading.PlausibleVersions;
import io.bisync.loading.range.TinyOrders;
import io.bisync.starrocks.ErrorCode;
import io.bisync.starrocks.StarRocksException;
import io.bisync.table.Entity;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class FrozenRowsTests {

    private static final String TABLE = "ods_tiny_order";
    private static final Duration INTERVAL = Duration.ofHours(1);
    private static final Pattern BEYOND =
            Pattern.compile("\\(account_id = '((?:[^']|'')*)' AND record_version > (\\d+)\\)");

    private record Row(String account, long id, long version) {}

    private Instant now = Instant.parse("2026-11-01T00:00:00Z");
    private boolean isRight = true;
    private boolean isAway;
    private int counts;
    private final List<Row> rows = new ArrayList<>();
    private final Map<String, Long> highest = new HashMap<>();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final PlausibleVersions plausible = (account, _) ->
            highest.containsKey(account) ? OptionalLong.of(highest.getOrDefault(account, 0L)) : OptionalLong.empty();
    private final FrozenRows frozen = new FrozenRows(
            List.of(new TableVersions(this::answer, "order", TinyOrders.ENTITY.table(), plausible)),
            _ -> isRight,
            INTERVAL,
            () -> now,
            meters);

    @Test
    void aTableIsShownAsUncountedUntilItIsCounted() {
        assertThat(shown()).isNaN();
        rows.add(new Row("7", 1, Entity.LARGEST_VERSION));

        frozen.look();

        assertThat(shown()).isZero();
        assertThat(frozen.described()).isEmpty();
    }

    @Test
    void aVersionOfMoreThanEighteenDigitsIsCountedAndToldOnce(CapturedOutput output) {
        rows.add(new Row("7", 1, 5));
        rows.add(new Row("t99", 2, Entity.LARGEST_VERSION + 1));
        rows.add(new Row("t99", 3, Long.MAX_VALUE));

        frozen.look();
        now = now.plus(INTERVAL);
        frozen.look();

        assertThat(counts).isEqualTo(2);
        assertThat(shown()).isEqualTo(2);
        assertThat(output.getAll().lines().filter(it -> it.contains("BI-SCHEMA-02")))
                .singleElement()
                .satisfies(it -> assertThat(it)
                        .contains(TABLE, "2, the first of account t99 with id=3 and version 9223372036854775807"));
        assertThat(problems()).isEqualTo(1);
    }

    @Test
    void aRowThatIsFreedIsGoneWhenItIsNextCounted() {
        rows.add(new Row("7", 1, Long.MAX_VALUE));
        frozen.look();
        rows.clear();
        frozen.look();
        assertThat(shown()).isEqualTo(1);

        now = now.plus(INTERVAL);
        frozen.look();

        assertThat(shown()).isZero();
        assertThat(frozen.described()).isEmpty();
    }

    @Test
    void whoKnowsHowFarAnAccountsVersionsCanHaveComeIsBelieved() {
        highest.put("7", 100L);
        rows.add(new Row("7", 1, 100));
        rows.add(new Row("8", 1, 101));
        frozen.look();
        assertThat(shown()).isZero();

        rows.add(new Row("7", 2, 101));
        now = now.plus(INTERVAL);
        frozen.look();

        assertThat(frozen.described()).containsEntry(TABLE, "1, the first of account 7 with id=2 and version 101");
    }

    @Test
    void anAccountIsJudgedAgainAsSoonAsMoreIsKnownOfIt() {
        rows.add(new Row("7", 1, 101));
        frozen.look();
        frozen.look();
        assertThat(counts).isEqualTo(1);

        highest.put("7", 100L);
        frozen.look();
        frozen.look();

        assertThat(counts).isEqualTo(2);
        assertThat(shown()).isEqualTo(1);
    }

    @Test
    void aTableThatCannotBeReadIsUncountedAndAskedAgainSoon(CapturedOutput output) {
        frozen.look();
        isAway = true;
        now = now.plus(INTERVAL);
        frozen.look();
        frozen.look();
        assertThat(counts).isEqualTo(2);
        assertThat(shown()).isNaN();
        now = now.plusSeconds(60);
        frozen.look();
        assertThat(output.getAll().lines().filter(it -> it.contains("BI-SR-11")))
                .hasSize(1);

        isAway = false;
        now = now.plusSeconds(60);
        frozen.look();

        assertThat(shown()).isZero();
    }

    @Test
    void aTableThatIsNotAsDeclaredIsLeftAlone() {
        isRight = false;
        frozen.look();
        assertThat(counts).isZero();

        isRight = true;
        frozen.look();
        assertThat(shown()).isZero();
    }

    /** A source that writes its topics itself may call a tenant as it likes. */
    @Test
    void anAccountIsAValueAndNoSql() {
        var account = "' OR 1 = 1 \\";
        rows.add(new Row("7", 1, 5));
        rows.add(new Row(account, 2, Long.MAX_VALUE));

        frozen.look();

        assertThat(shown()).isEqualTo(1);
        assertThat(frozen.described().get(TABLE)).contains(account);
    }

    @Test
    void tablesAreDownWhileARowIsFrozen() {
        var right = new SchemaCheck(_ -> List.of(), "bi", List.of(), meters);
        var health = new TablesHealthIndicator(right, frozen);
        right.compare();
        frozen.look();
        assertThat(health.health().getStatus()).isEqualTo(Status.UP);

        rows.add(new Row("7", 1, Long.MAX_VALUE));
        now = now.plus(INTERVAL);
        frozen.look();

        assertThat(health.health().getStatus()).isEqualTo(Status.DOWN);
        assertThat(health.health().getDetails())
                .containsEntry("code", "BI-SCHEMA-02")
                .containsEntry("frozen", frozen.described());
    }

    private double shown() {
        return meters.get("bi.schema.frozen.rows").tag("table", TABLE).gauge().value();
    }

    private double problems() {
        return meters.get("bi.schema.problems")
                .tag("code", "BI-SCHEMA-02")
                .counter()
                .count();
    }

    private List<List<@Nullable Object>> answer(String sql) {
        if (sql.contains("GROUP BY")) {
            counts++;
            if (isAway) {
                throw new StarRocksException(ErrorCode.STATEMENT_FAILED, "away");
            }
            return rows.stream().collect(Collectors.toMap(Row::account, Row::version, Math::max)).entrySet().stream()
                    .map(it -> List.<@Nullable Object>of(it.getKey(), it.getValue()))
                    .toList();
        }
        var beyond = BEYOND.matcher(sql).results().toList();
        var found = rows.stream()
                .filter(row -> beyond.stream()
                        .anyMatch(it -> it.group(1)
                                        .replace("''", "'")
                                        .replace("\\\\", "\\")
                                        .equals(row.account())
                                && row.version() > Long.parseLong(it.group(2))))
                .sorted(Comparator.comparingLong(Row::version).reversed())
                .toList();
        return sql.startsWith("SELECT COUNT(*)")
                ? List.of(List.of(found.size()))
                : found.stream()
                        .limit(1)
                        .map(it -> List.<@Nullable Object>of(it.account(), it.id(), it.version()))
                        .toList();
    }
}
