package io.bisync.loading.freshness;

import static org.assertj.core.api.Assertions.assertThat;

import io.bisync.account.Account;
import io.bisync.account.AppKind;
import io.bisync.account.Credentials;
import io.bisync.account.InMemoryControlPlane;
import io.bisync.account.MovableClock;
import io.bisync.account.SourceStatus.EntityStatus;
import io.bisync.account.StatusReport.Place;
import io.bisync.loading.LoadPrecondition;
import io.bisync.loading.range.TinyOrders;
import io.bisync.starrocks.LoadOutcome;
import io.bisync.starrocks.http.InMemoryStreamLoad;
import io.bisync.starrocks.http.InMemoryStreamLoad.Fault;
import io.bisync.table.Table;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import tools.jackson.databind.JsonNode;

/** Two accounts of a source, one entity each, written once a minute. */
@ExtendWith(OutputCaptureExtension.class)
class FreshnessWriterTests {

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final String SOURCE = TinyOrders.ENTITY.source();
    private static final Table ACCOUNT = StatusTables.ACCOUNT.table();
    private static final Table FRESHNESS = StatusTables.FRESHNESS.table();
    private static final EntityStatus PAUSED = new EntityStatus(
            "2", TinyOrders.ENTITY.name(), "PAUSED", null, null, Instant.EPOCH, null, Instant.EPOCH, null, null, 0);

    private final MovableClock clock = new MovableClock(Instant.parse("2026-01-15T04:00:00.900Z"));
    private final InMemoryControlPlane controlPlane = new InMemoryControlPlane(clock);
    private final InMemoryStreamLoad starRocks = new InMemoryStreamLoad();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private LoadPrecondition gate = _ -> null;
    private final FreshnessWriter writer = writer();

    @BeforeEach
    void twoAccounts() {
        starRocks.table(ACCOUNT.name(), "account_id");
        starRocks.table(FRESHNESS.name(), "account_id", "entity");
        add("1", "First");
        add("2", "Second");
        tell(fresh("1", clock.instant()), PAUSED);
    }

    @Test
    void whoseRowsThereAreAndHowFreshStandsBesideTheDataInShanghaisTime() {
        tell(
                fresh("1", clock.instant().minusSeconds(7)),
                new EntityStatus(
                        "2",
                        TinyOrders.ENTITY.name(),
                        "STALLED",
                        Place.STARROCKS,
                        "BI-LOAD-01",
                        clock.instant(),
                        null,
                        null,
                        null,
                        null,
                        3));
        writer.look();

        assertThat(row(ACCOUNT, "1"))
                .containsEntry("name", "First")
                .containsEntry("kind", "OWN")
                .containsEntry("enabled", "true")
                .containsEntry("source", SOURCE)
                .containsEntry("is_deleted", "false")
                .containsEntry("written_at", "2026-01-15 12:00:00");
        assertThat(row(FRESHNESS, "1"))
                .containsEntry("entity", TinyOrders.ENTITY.name())
                .containsEntry("state", "RUNNING")
                .containsEntry("fresh_as_of", "2026-01-15 11:59:53")
                .containsEntry("seconds_behind", "7");
        assertThat(row(FRESHNESS, "1").getOrDefault("view_names", "").split(","))
                .hasSameSizeAs(TinyOrders.ENTITY.tables())
                .startsWith(TinyOrders.ENTITY.table().viewName());
        assertThat(row(FRESHNESS, "2"))
                .containsEntry("place", "STARROCKS")
                .containsEntry("code", "BI-LOAD-01")
                .containsEntry("dead_letters", "3")
                .containsEntry("fresh_as_of", "");
        assertThat(writer.health().getStatus()).isEqualTo(Status.UP);
    }

    @Test
    void onlyRowsThatChangedAreWrittenAndNoLoadIsSpentWhereNoneDid() {
        writer.look();
        assertThat(starRocks.sent()).hasSize(2);
        var before = versions();
        nextMinute();
        assertThat(starRocks.sent()).hasSize(2);

        tell(fresh("1", clock.instant()), PAUSED);
        nextMinute();

        assertThat(starRocks.sent()).hasSize(3);
        assertThat(starRocks.sent().getLast().value()).startsWith(FRESHNESS.name());
        assertThat(versions().get("2")).isEqualTo(before.get("2"));
        assertThat(versions().get("1")).isGreaterThan(before.get("1"));
    }

    @Test
    void nothingIsAskedAgainBeforeTheIntervalIsOver() {
        writer.look();
        tell(fresh("1", clock.instant().plusSeconds(30)), PAUSED);
        clock.advance(Duration.ofSeconds(30));
        writer.look();

        assertThat(starRocks.sent()).hasSize(2);
    }

    @Test
    void aRemovedAccountBecomesADelete() {
        writer.look();
        controlPlane.remove("2");
        nextMinute();

        assertThat(row(ACCOUNT, "2")).containsEntry("is_deleted", "true");
        assertThat(row(FRESHNESS, "2")).containsEntry("is_deleted", "true");
        assertThat(row(ACCOUNT, "1")).containsEntry("is_deleted", "false");
    }

    @Test
    void whoTakesTheTaskOverDeletesWhatWasRemovedMeanwhile() {
        writer.look();
        controlPlane.remove("2");
        clock.advance(Duration.ofMinutes(10));
        writer().look();

        assertThat(row(ACCOUNT, "2")).containsEntry("is_deleted", "true");
        assertThat(row(FRESHNESS, "2")).containsEntry("is_deleted", "true");
    }

    @Test
    void oneProcessWritesUntilItWasNotHeardOfForTwoIntervalsAndAWhile() {
        var other = writer();
        writer.look();
        other.look();
        assertThat(starRocks.sent()).hasSize(2);
        assertThat(other.health().getDetails()).containsEntry(SOURCE, "written by another process");

        tell(fresh("1", clock.instant().plusSeconds(1)), PAUSED);
        clock.advance(Duration.ofMinutes(3));
        other.look();
        writer.look();

        assertThat(starRocks.sent()).hasSize(4);
        assertThat(writer.health().getDetails()).containsEntry(SOURCE, "written by another process");
    }

    @Test
    void whoStopsGivesItsTaskBackAndTheOthersWriteWithinAnInterval() {
        var other = writer();
        writer.look();
        other.look();
        tell(fresh("1", clock.instant().plusSeconds(1)), PAUSED);
        writer.close();
        clock.advance(MINUTE);
        writer.look();
        other.look();

        assertThat(other.health().getDetails()).containsEntry(SOURCE, "written");
        assertThat(starRocks.sent()).hasSize(4);
    }

    /** Its load was under way as another process took over. */
    @Test
    void aWriterThatWakesUpLateOverwritesNothingNewer() {
        starRocks.next(Fault.UNDECIDED_AND_RUNNING);
        writer.look();
        rename("1", "Renamed");
        clock.advance(Duration.ofMinutes(3));
        writer().look();
        starRocks.finishRunning();

        assertThat(row(ACCOUNT, "1")).containsEntry("name", "Renamed");
    }

    @Test
    void rowsOfAnUnknownOutcomeAreWrittenAgainUnderANewerVersionWhateverBecameOfThem() {
        writer.look();
        for (var fault : List.of(
                Fault.UNDECIDED_BUT_COMMITTED,
                Fault.UNDECIDED_AND_ABORTED,
                Fault.UNDECIDED_AND_RUNNING,
                Fault.NOT_NOW)) {
            rename("1", fault.name());
            starRocks.next(fault);
            nextMinute();
            assertThat(writer.health().getStatus()).isEqualTo(Status.DOWN);
            rename("1", "First");
            nextMinute();
            starRocks.finishRunning();

            assertThat(row(ACCOUNT, "1")).containsEntry("name", "First");
            assertThat(writer.health().getStatus()).isEqualTo(Status.UP);
        }
        assertThat(starRocks.sent()).doesNotHaveDuplicates();
    }

    @Test
    void aFailureIsToldOnceAndAgainAfterItEnded(CapturedOutput output) {
        starRocks.goAway();
        nextMinute();
        nextMinute();
        assertThat(warnings(output)).isEqualTo(1);
        assertThat(writer.health().getDetails()).containsEntry("code", FreshnessWriter.NOT_WRITTEN);
        starRocks.comeBack();
        nextMinute();
        starRocks.goAway();
        rename("1", "Another");
        nextMinute();

        assertThat(warnings(output)).isEqualTo(2);
        assertThat(meters.get("bi.freshness.problems")
                        .tag("code", FreshnessWriter.NOT_WRITTEN)
                        .counter()
                        .count())
                .isEqualTo(2);
    }

    @Test
    void aTableThatIsNotAsDeclaredGetsNothingAndIsTriedAgainSoon(CapturedOutput output) {
        gate = request -> new LoadOutcome.NotNow(request.label(), "not compared yet");
        writer.look();
        assertThat(starRocks.sent()).isEmpty();
        assertThat(warnings(output)).isZero();

        gate = _ -> null;
        clock.advance(Duration.ofSeconds(10));
        writer.look();
        assertThat(starRocks.sent()).hasSize(2);
    }

    @Test
    void onceAnHourEverythingIsWrittenWhateverHappenedToTheTables() {
        writer.look();
        var before = versions();
        for (var minute = 0; minute < 60; minute++) {
            nextMinute();
        }

        assertThat(starRocks.sent()).hasSize(4);
        assertThat(versions().get("1")).isGreaterThan(before.get("1"));
    }

    private FreshnessWriter writer() {
        var labels = new StatusLabels("test", "bi");
        return new FreshnessWriter(
                List.of(new SourceTables(
                        SOURCE,
                        controlPlane,
                        StatusRows.of(SOURCE, List.of(TinyOrders.ENTITY)),
                        table -> new WrittenTable(
                                table,
                                SOURCE,
                                labels.of(table, SOURCE),
                                _ -> keys(table),
                                starRocks,
                                request -> gate.objection(request)))),
                MINUTE,
                clock,
                meters);
    }

    private List<List<@Nullable Object>> keys(Table table) {
        return starRocks.rows(table.name()).stream()
                .filter(it -> !text(it, "is_deleted").equals("true"))
                .map(it -> table.key().stream()
                        .<@Nullable Object>map(column -> text(it, column))
                        .toList())
                .toList();
    }

    private Map<String, String> row(Table table, String account) {
        return starRocks.rows(table.name()).stream()
                .filter(it -> text(it, "account_id").equals(account))
                .map(it -> it.keySet().stream().collect(Collectors.toMap(column -> column, column -> text(it, column))))
                .findFirst()
                .orElse(Map.of());
    }

    private Map<String, String> versions() {
        return Map.of(
                "1", row(FRESHNESS, "1").getOrDefault("record_version", ""),
                "2", row(FRESHNESS, "2").getOrDefault("record_version", ""));
    }

    private static String text(Map<String, JsonNode> row, String column) {
        var value = row.get(column);
        return value == null || value.isNull() ? "" : value.asString();
    }

    private void nextMinute() {
        clock.advance(MINUTE);
        writer.look();
    }

    private void add(String id, String name) {
        controlPlane.add(
                new Account(id, SOURCE, name, AppKind.OWN, "key", true, null), new Credentials("key", "secret"));
    }

    private void rename(String id, String name) {
        add(id, name);
    }

    private void tell(EntityStatus... lines) {
        controlPlane.told(List.of(lines));
    }

    private EntityStatus fresh(String account, Instant asOf) {
        return new EntityStatus(
                account,
                TinyOrders.ENTITY.name(),
                "RUNNING",
                null,
                null,
                null,
                asOf,
                asOf,
                Duration.between(asOf, clock.instant()),
                asOf,
                0);
    }

    private static long warnings(CapturedOutput output) {
        return output.getAll()
                .lines()
                .filter(it -> it.contains("WARN") && it.contains("BI-LOAD-24"))
                .count();
    }
}
