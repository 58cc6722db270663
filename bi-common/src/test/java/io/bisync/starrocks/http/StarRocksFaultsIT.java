package io.bisync.starrocks.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.bisync.local.postgres.LocalPostgres;
import io.bisync.local.starrocks.StandInSettings;
import io.bisync.local.starrocks.StarRocksStandIn;
import io.bisync.local.starrocks.fault.Fault;
import io.bisync.starrocks.ErrorCode;
import io.bisync.starrocks.LabelState;
import io.bisync.starrocks.LoadLabel;
import io.bisync.starrocks.LoadOutcome;
import io.bisync.starrocks.LoadRequest;
import io.bisync.starrocks.StarRocksException;
import io.bisync.starrocks.StreamLoad;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The real client against a StarRocks that goes wrong: what it says of the load, what the label's state is then, whether the rows
 * are in; and that they are in once after the fault is over and the same label was sent again, as the loader does.
 */
class StarRocksFaultsIT {

    private static final Duration LONG = Duration.ofMinutes(10);
    private static final AtomicInteger NUMBERS = new AtomicInteger();

    private static LocalPostgres postgres;
    private static StarRocksStandIn starrocks;
    private static Exchange exchange;
    private static StreamLoad load;

    @BeforeAll
    static void start(@TempDir Path data) {
        postgres = LocalPostgres.start(data);
        postgres.createDatabase("starrocks");
        starrocks = StarRocksStandIn.start(
                StandInSettings.of(postgres.jdbcUrl("starrocks"), postgres.user(), postgres.password()));
        starrocks.apply("""
            CREATE TABLE IF NOT EXISTS faulty (id BIGINT NOT NULL, name VARCHAR(20), record_version BIGINT NOT NULL)
            PRIMARY KEY (id) DISTRIBUTED BY HASH (id) BUCKETS 1;
            """);
        var settings = new StarRocksProperties(
                List.of(starrocks.frontend()),
                List.of(starrocks.backend().getAuthority(), "127.0.0.1:1"),
                List.of(),
                starrocks.database(),
                starrocks.username(),
                starrocks.password(),
                Duration.ofSeconds(2),
                Duration.ofSeconds(2));
        exchange = new Exchange(settings);
        load = new HttpStreamLoad(settings, exchange);
    }

    @AfterAll
    static void stop() throws IOException {
        exchange.close();
        starrocks.close();
        postgres.close();
    }

    @AfterEach
    void clear() {
        starrocks.faults().clear();
    }

    @ParameterizedTest
    @MethodSource("io.bisync.starrocks.http.FaultRow#all")
    void afterAFault(FaultRow row) {
        var request = request();
        var struck = starrocks.faults().next(1, row.fault());

        assertThat(load.load(request)).isInstanceOf(row.outcome());
        assertThat(struck.struck()).isEqualTo(1);
        assertThat(load.state(request.label())).isEqualTo(row.state());
        assertThat(rowsOf(request)).isEqualTo(row.rows());

        if (row.state() == LabelState.PREPARE) {
            assertThat(load.load(request)).isInstanceOf(LoadOutcome.Undecided.class);
        }
        starrocks.faults().release();
        await().atMost(Duration.ofMinutes(1))
                .untilAsserted(() -> assertThat(load.load(request)).isInstanceOf(LoadOutcome.Committed.class));
        assertThat(rowsOf(request)).isEqualTo(row.fault() instanceof Fault.FewerRows(var lost) ? 2 - lost : 2);
        assertThat(loadsOf(request)).isEqualTo(1);
    }

    @Test
    void theTableHasARowForEveryFaultThatNeedsNoLabelInUse() {
        var all = Arrays.stream(Objects.requireNonNull(Fault.class.getPermittedSubclasses()))
                .flatMap(phase -> Arrays.stream(Objects.requireNonNull(phase.getPermittedSubclasses())))
                .map(Class::getSimpleName)
                .filter(name -> !name.equals("LabelInUseAsFailure"));

        assertThat(FaultRow.all().map(row -> row.fault().getClass().getSimpleName()))
                .containsAll(all.toList());
    }

    @Test
    void s17ALabelInUseThatIsReportedAsAFailureIsDecidedByItsState() {
        var request = request();
        assertThat(load.load(request)).isInstanceOf(LoadOutcome.Committed.class);
        var struck = starrocks.faults().next(1, new Fault.LabelInUseAsFailure());

        assertThat(load.load(request)).isInstanceOf(LoadOutcome.Committed.class);
        assertThat(struck.struck()).isEqualTo(1);

        var running = request();
        starrocks.faults().next(1, new Fault.CommitsLate(LONG));
        assertThat(load.load(running)).isInstanceOf(LoadOutcome.Undecided.class);
        starrocks.faults().next(1, new Fault.LabelInUseAsFailure());
        assertThat(load.load(running)).isInstanceOf(LoadOutcome.Undecided.class);
        assertThat(load.state(running.label())).isEqualTo(LabelState.PREPARE);
    }

    @Test
    void aLoadThatWasBegunAndLeftIsAbortedByACancelAndItsLabelLoadsAgain() {
        var request = request();
        starrocks.faults().next(1, new Fault.ZombiePrepare());
        assertThat(load.load(request)).isInstanceOf(LoadOutcome.Undecided.class);
        assertThat(load.state(request.label())).isEqualTo(LabelState.PREPARE);

        load.cancel(request.table(), request.label());

        assertThat(load.state(request.label())).isEqualTo(LabelState.ABORTED);
        assertThat(load.load(request)).isInstanceOf(LoadOutcome.Committed.class);
        assertThat(loadsOf(request)).isEqualTo(1);
    }

    @Test
    void s15APublishTimeoutBecomesVisible() {
        var request = request();
        starrocks.faults().next(1, new Fault.PublishTimeout(LONG));
        assertThat(load.load(request)).isInstanceOf(LoadOutcome.Committed.class);
        assertThat(load.state(request.label())).isEqualTo(LabelState.COMMITTED);

        starrocks.faults().release();

        awaitState(request, LabelState.VISIBLE);
    }

    @Test
    void s18AnEvictedLabelIsUnknownAndLoadsAgain() {
        var request = request();
        load.load(request);
        assertThat(starrocks.labels().sweepTo(0)).isPositive();

        assertThat(load.state(request.label())).isEqualTo(LabelState.UNKNOWN);
        assertThat(load.load(request)).isInstanceOf(LoadOutcome.Committed.class);
        // A primary key table takes it as the same rows.
        assertThat(rowsOf(request)).isEqualTo(2);
    }

    @Test
    void s22NoStateIsSaidWithAWrongPassword() {
        var request = request();
        load.load(request);
        var struck = starrocks.faults().next(2, new Fault.AccessDenied());

        assertThatThrownBy(() -> load.state(request.label()))
                .isInstanceOfSatisfying(
                        StarRocksException.class,
                        failure -> assertThat(failure.code()).isEqualTo(ErrorCode.ACCESS_DENIED));
        assertThat(load.load(request)).isInstanceOf(LoadOutcome.Misconfigured.class);
        assertThat(struck.struck()).isEqualTo(2);
        assertThat(load.state(request.label())).isEqualTo(LabelState.VISIBLE);
    }

    @Test
    void aLateLoadWhoseLabelLoadedMeanwhileLoadsNothing() {
        var request = request();
        starrocks.faults().next(1, new Fault.BeginsLate(LONG));
        assertThat(load.load(request)).isInstanceOf(LoadOutcome.Undecided.class);
        assertThat(load.load(request)).isInstanceOf(LoadOutcome.Committed.class);

        starrocks.faults().release();
        var later = request();

        assertThat(load.load(later)).isInstanceOf(LoadOutcome.Committed.class);
        assertThat(loadsOf(request)).isEqualTo(1);
    }

    private static LoadRequest request() {
        var number = NUMBERS.incrementAndGet();
        return new LoadRequest(
                new LoadLabel("faulty-" + number),
                "faulty",
                List.of("id", "name", "record_version"),
                "record_version",
                TextRows.of(IntStream.of(1, 2)
                        .mapToObj(row ->
                                "{\"id\":" + (10 * number + row) + ",\"name\":\"" + number + "\",\"record_version\":1}")
                        .toArray(String[]::new)));
    }

    private static int rowsOf(LoadRequest request) {
        var number = request.label().value().substring("faulty-".length());
        return starrocks
                .query("SELECT id FROM faulty WHERE name = '" + number + "'")
                .size();
    }

    /** How many transactions of the label the stand-in has committed; it counts what no label could tell. */
    private static long loadsOf(LoadRequest request) {
        return starrocks.loads().stream()
                .filter(it -> it.label().equals(request.label().value()) && it.rowsLoaded() > 0)
                .count();
    }

    private static void awaitState(LoadRequest request, LabelState state) {
        await().atMost(Duration.ofMinutes(1))
                .untilAsserted(() -> assertThat(load.state(request.label())).isEqualTo(state));
    }
}
