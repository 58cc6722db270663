package io.bisync.basic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.bisync.account.ControlPlaneRefusedException;
import io.bisync.account.MovableClock;
import io.bisync.run.Coverage;
import io.bisync.run.Finding;
import io.bisync.run.Ledger;
import io.bisync.run.LedgerContract;
import io.bisync.run.LoadableEntity;
import io.bisync.run.RunKind;
import io.bisync.run.RunPlan;
import io.bisync.run.RunRequest;
import io.bisync.run.RunSignal;
import io.bisync.run.RunStatus;
import io.bisync.run.Runs;
import io.bisync.run.Slice;
import io.bisync.run.SliceKind;
import io.bisync.run.SliceProgress;
import io.bisync.run.SliceReport;
import io.bisync.run.SliceState;
import io.bisync.time.ShanghaiTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import tools.jackson.databind.JsonNode;

/** Runs, and the ledger under the contract that the in-memory one keeps too, over REST. */
class RunIT extends LedgerContract {

    private static final BasicServer SERVER = BasicServer.shared();
    private static final AnnotationConfigApplicationContext SERVICE = SERVER.client("SERVICE");
    private static final AnnotationConfigApplicationContext JOB = SERVER.client("JOB");
    private static final List<LoadableEntity> OFFERED = List.of(
            new LoadableEntity(
                    "order",
                    null,
                    null,
                    Map.of(
                            SliceKind.HISTORY, Duration.ofDays(1),
                            SliceKind.COUNT, Duration.ofDays(1),
                            SliceKind.REPAIR, Duration.ofDays(1))),
            loadable("refund"),
            new LoadableEntity("shop", null, null, Map.of()));

    private final Caller administrator = SERVER.administrator();

    @BeforeAll
    static void offer() {
        SERVICE.getBean(Ledger.class).offer(SOURCE, OFFERED);
    }

    @AfterEach
    void theClientKeepsToTheContract() {
        Exchanges.check();
    }

    @AfterAll
    static void disconnect() {
        SERVICE.close();
        JOB.close();
    }

    @Test
    void aPlanSaysWhatIsLoadedWhatOthersLoadAndWhatTheRestWillCost() {
        var account = addAccount();
        long run = begin(List.of(account), List.of("order"), 2);
        complete(only(claim("a", 1)), 1_000, 10);

        var plan = runs().plan(request(account, "order", "-4d", null));
        assertThat(plan.slices()).isEqualTo(2);
        assertThat(plan.rows()).isEqualTo(2_000);
        assertThat(plan.calls()).isEqualTo(20);
        assertThat(plan.takes()).as("at what live leaves of 90 calls a minute").isEqualTo(Duration.ofSeconds(14));
        assertThat(plan.parts())
                .containsExactly(new RunPlan.Part(
                        account,
                        "order",
                        2,
                        Duration.ofDays(1),
                        Duration.ofDays(1),
                        List.of(run),
                        2_000L,
                        20L,
                        Duration.ofSeconds(14),
                        null,
                        null));
        end(run);
    }

    @Test
    void whatIsLoadedIsLeftOutUnlessItIsAskedForAgain() {
        var account = addAccount();
        begin(List.of(account), List.of("order"), 1);
        complete(only(claim("a", 1)), 10, 1);

        var left = begin(request(account, "order", "-1d", null));
        assertThat(left.state()).isEqualTo(RunStatus.State.COMPLETE);
        assertThat(left.slices().all()).isZero();
        assertThat(left.detail()).isEqualTo("Everything else is loaded already.");
        assertThat(left.code()).isNull();

        var again = begin(new RunRequest(
                RunKind.HISTORY, SOURCE, List.of(account), List.of("order"), "-1d", null, true, "once more"));
        assertThat(again.slices().waiting()).isEqualTo(1);
        assertThat(again.reason()).isEqualTo("once more");
        end(again.id());
    }

    @Test
    void ofTwoRunsTheSecondLoadsWhatTheFirstDoesNotAndSaysWhoDoesTheRest() {
        var account = addAccount();
        long first = begin(List.of(account), List.of("order"), 3);
        var second = begin(request(account, "order", "-5d", null));
        assertThat(second.slices().all()).isEqualTo(2);

        assertThat(second.detail()).isEqualTo("Left out, as others have it underway: run %d.".formatted(first));
        assertThatThrownBy(() -> begin(request(account, "order", "-5d", null)))
                .hasMessageContaining("run %d, %d".formatted(first, second.id()));
        end(first);
        end(second.id());
    }

    @Test
    void runsThatAreBegunAtOnceNeverShareAWindow() throws Exception {
        var account = addAccount();
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            callers.invokeAll(IntStream.rangeClosed(3, 6)
                    .<Callable<String>>mapToObj(
                            days -> () -> refusal(request(account, "order", "-%dd".formatted(days), null)))
                    .toList());
        }

        assertThat(SERVER.rows("SELECT from_at::text FROM basic.slice WHERE account_id = '%s'".formatted(account)))
                .hasSize(6)
                .doesNotHaveDuplicates();
        disable(account);
    }

    @Test
    void aRunThatIsBegunTwiceUnderOneKeyIsOne() {
        var request = request(addAccount(), "order", "-1d", null);
        var key = UUID.randomUUID().toString();
        var first = runs().begin(key, request);

        assertThat(runs().begin(key, request).id()).isEqualTo(first.id());
        assertThatThrownBy(() -> runs().begin(key, request(addAccount(), "order", "-2d", null)))
                .hasMessageContaining("Idempotency-Key");
        end(first.id());
    }

    @Test
    void historyGoesAfterLive() {
        var account = addedAccount();
        var request = request(account, null, "-1d", null);
        assertThat(runs().plan(request).parts())
                .extracting(RunPlan.Part::entity, RunPlan.Part::slices, RunPlan.Part::refusal)
                .containsExactly(tuple("order", 0, "BI-BASIC-53"), tuple("refund", 0, "BI-BASIC-53"));
        assertThat(refusal(request)).isEqualTo("BI-BASIC-53");

        goLive(account, "order.warehouse1");
        var begun = begin(request);
        assertThat(begun.slices().waiting()).isEqualTo(1);
        assertThat(begun.detail()).contains("account " + account + ", refund");
        end(begun.id());
    }

    @Test
    void whatCannotBeLoadedIsRefusedWithItsName() {
        var account = addAccount();
        assertThat(refusal(request("999999", "order", "-1d", null))).isEqualTo("BI-BASIC-01");
        assertThat(refusal(request(account, "nothing", "-1d", null))).isEqualTo("BI-BASIC-52");
        assertThat(refusal(request(account, "shop", "-1d", null))).isEqualTo("BI-BASIC-52");
        assertThat(refusal(request(account, "order", "today", null))).isEqualTo("BI-BASIC-02");
        assertThat(refusal(request(account, "order", "0001-01-01", null))).isEqualTo("BI-BASIC-56");
        disable(account);
        assertThat(refusal(request(account, "order", "-1d", null))).isEqualTo("BI-BASIC-03");
        assertThat(refusal(new RunRequest(RunKind.HISTORY, "leke", List.of(), List.of(), "-1d", null, false, null)))
                .isEqualTo("BI-BASIC-41");
        SERVICE.getBean(Ledger.class).offer(SOURCE, List.of());
        assertThat(refusal(request(account, "order", "-1d", null))).isEqualTo("BI-BASIC-51");
        offer();
    }

    @Test
    void whatIsComparedIsCountedByDayAndNamesWhatCannotBe() {
        var account = addAccount();
        var plan = runs().plan(verification(account, List.of(), "-3d", null));
        assertThat(plan.calls()).isEqualTo(3);
        assertThat(plan.parts())
                .extracting(RunPlan.Part::entity, RunPlan.Part::slices, RunPlan.Part::refusal)
                .containsExactly(
                        tuple("order", 3, null), tuple("refund", 0, "BI-BASIC-62"), tuple("shop", 0, "BI-BASIC-62"));
        assertThat(refusal(verification(account, List.of("refund"), "-3d", null)))
                .isEqualTo("BI-BASIC-62");
        clock().advance(Duration.ofSeconds(2));
        var today = clock().instant().atZone(ShanghaiTime.ZONE).toLocalDate();
        assertThat(refusal(verification(account, List.of("order"), "-3d", today + "T00:00:01")))
                .as("a day that is not over")
                .isEqualTo("BI-BASIC-02");
    }

    @Test
    void whatDoesNotBelongToARunIsRefusedByItsName() {
        assertThatThrownBy(() -> runs().plan(new RunRequest(
                        RunKind.HISTORY,
                        SOURCE,
                        List.of(),
                        List.of(),
                        "-1d",
                        null,
                        false,
                        null,
                        true,
                        null,
                        null,
                        null,
                        null)))
                .hasMessageContaining("dry is nothing of a run of HISTORY");
        assertThatThrownBy(() -> runs().plan(new RunRequest(
                        RunKind.REPLAY,
                        SOURCE,
                        List.of(),
                        List.of(),
                        "-1d",
                        null,
                        true,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null)))
                .hasMessageContaining("again is nothing of a run of REPLAY");
        assertThatThrownBy(() -> runs().plan(new RunRequest(
                        RunKind.HISTORY,
                        SOURCE,
                        List.of(),
                        List.of(),
                        "-1d",
                        null,
                        false,
                        null,
                        null,
                        true,
                        null,
                        null,
                        null)))
                .hasMessageContaining("deep is nothing of a run of HISTORY");
    }

    @Test
    void whatWasComparedAndIsTheSameIsVerifiedAndNotLoadedAgain() {
        var account = addAccount();
        long run = begin(verification(account, List.of("order"), "-2d", null)).id();
        var first = only(claim("a", 1));
        assertThat(first.kind()).isEqualTo(SliceKind.COUNT);
        var window = first.theWindow();
        var second = only(claim("a", 1, compared(first, finding(Finding.Sort.SAME, null, null, 40))));
        claim(
                "a",
                0,
                compared(
                        second,
                        finding(
                                Finding.Sort.MISSING,
                                second.theWindow().from(),
                                second.theWindow().to(),
                                3)));

        assertThat(status(run).state()).isEqualTo(RunStatus.State.COMPLETE);
        assertThat(status(run).parts().getFirst().found())
                .extracting(RunStatus.Found::sort, RunStatus.Found::places, RunStatus.Found::rows)
                .containsExactly(tuple(Finding.Sort.SAME, 1L, 40L), tuple(Finding.Sort.MISSING, 1L, 3L));
        assertThat(status(run).parts().getFirst().found().getLast().examples())
                .singleElement()
                .satisfies(
                        it -> assertThat(it.to()).isEqualTo(second.theWindow().to()));
        assertThat(runs().coverage(account, "order", "-2d", null)
                        .getFirst()
                        .days()
                        .values())
                .containsExactly(Coverage.Day.VERIFIED, Coverage.Day.MISSING);
        var left = runs().plan(request(account, "order", "-2d", null));
        assertThat(left.slices()).isEqualTo(1);
        assertThat(left.parts().getFirst().loaded()).isEqualTo(Duration.between(window.from(), window.to()));
    }

    @Test
    void whatARepairFindsBecomesSlicesOfTheSameRunOnceAndOneAboveTheBudgetIsTold() {
        var account = addAccount();
        var run = begin(new RunRequest(
                        RunKind.REPAIR, SOURCE, List.of(account), List.of("order"), "-1d", null, false, null))
                .id();
        var counted = only(claim("a", 1));
        var from = counted.theWindow().from();
        var found = IntStream.range(0, 501)
                .mapToObj(it -> finding(
                        Finding.Sort.MISSING,
                        from.plus(Duration.ofMinutes(2L * it)),
                        from.plus(Duration.ofMinutes(2L * it + 1)),
                        1))
                .toArray(Finding[]::new);

        var repair = only(claim("a", 1, compared(counted, found)));
        assertThat(repair.kind()).isEqualTo(SliceKind.REPAIR);
        assertThat(repair.theWindow().from()).isEqualTo(from);
        assertThat(repair.theWindow().to()).isEqualTo(from.plus(Duration.ofMinutes(1)));
        assertThat(status(run).slices().all()).isEqualTo(501);
        assertThat(status(run).detail()).contains("More than 500 windows differ");
        assertThat(status(run).state()).isEqualTo(RunStatus.State.RUNNING);

        claim("a", 1, compared(counted, found));
        assertThat(status(run).slices().all()).as("told twice").isEqualTo(501);
        end(run);
    }

    @Test
    void whatAPersonWantsIsKeptWithItsReasonAndHarmlessTwice() {
        var account = addAccount();
        long run = begin(List.of(account), List.of("order"), 1);
        for (var wanted :
                List.of(RunSignal.PAUSE, RunSignal.PAUSE, RunSignal.RESUME, RunSignal.RESUME, RunSignal.AGAIN)) {
            signal(run, wanted);
        }
        assertThat(status(run).state()).isEqualTo(RunStatus.State.RUNNING);
        assertThat(administrator.get("/api/audit?object=run%20" + run).text())
                .contains("run.begin", "run.pause", "run.resume", "run.again", "because of a test", "a JOB");

        signal(run, RunSignal.CANCEL);
        signal(run, RunSignal.CANCEL);
        assertThat(status(run).endedAt()).isNotNull();
        for (var late : List.of(RunSignal.PAUSE, RunSignal.RESUME, RunSignal.AGAIN)) {
            assertThatThrownBy(() -> signal(run, late))
                    .isInstanceOfSatisfying(
                            ControlPlaneRefusedException.class,
                            it -> assertThat(it.code()).isEqualTo("BI-BASIC-54"));
        }
        assertThatThrownBy(() -> status(999_999_999))
                .isInstanceOfSatisfying(
                        ControlPlaneRefusedException.class,
                        it -> assertThat(it.code()).isEqualTo("BI-BASIC-50"));
    }

    @Test
    void whatFailedAndSomebodyElseHasIsNotLoadedTwice() {
        var account = addAccount();
        long run = begin(List.of(account), List.of("order"), 1);
        claim("a", 1, failed(only(claim("a", 1))));
        var other = begin(request(account, "order", "-1d", null));
        assertThat(other.slices().waiting()).as("failed is missing").isEqualTo(1);

        signal(run, RunSignal.AGAIN);
        assertThat(status(run).slices().cancelled()).isEqualTo(1);
        assertThat(status(run).state()).isEqualTo(RunStatus.State.COMPLETE);
        end(other.id());
    }

    @Test
    void anAccountThatIsHeldOrNotLiveAnyMoreWaits() {
        var account = addAccount();
        long run = begin(List.of(account), List.of("order"), 1);
        assertThat(SERVER.caller("SERVICE")
                        .post("/api/holds", """
                            {"source":"jushuitan","account":"%s","topic":"bi.jushuitan.order","partition":0,"offset":%s}\
                            """.formatted(account, account))
                        .status())
                .isEqualTo(200);
        assertThat(claim("a", 1)).isEmpty();
        assertThat(administrator.delete("/api/holds/jushuitan/" + account).status())
                .isEqualTo(204);
        only(claim("a", 1));

        var path = "/api/accounts/" + account;
        assertThat(administrator.change(path, "{\"appSecret\":\"another\"}").status())
                .isEqualTo(200);
        assertThat(claim("a", 1)).as("who it is is to be seen first").isEmpty();
        end(run);
    }

    @Test
    void howLongARunTakesIsToldByItsLastMinutes() {
        long run = begin(List.of(addAccount()), List.of("order"), 4);
        assertThat(status(run).takes()).isNull();
        var slice = only(claim("a", 1));
        clock().advance(Duration.ofMinutes(10));
        complete(slice, 10, 1);

        assertThat(status(run).takes()).isEqualTo(Duration.ofMinutes(30));
        end(run);
    }

    @Test
    void runsAndSlicesAreListedByStateAndPage() {
        var account = addAccount();
        long first = begin(List.of(account), List.of("order"), 3);
        long second = begin(List.of(account), List.of("refund"), 1);
        signal(second, RunSignal.PAUSE);
        var viewer = SERVER.caller("VIEWER");

        assertThat(viewer.get("/api/runs?source=jushuitan&limit=1")
                        .json()
                        .path("runs")
                        .findValuesAsString("id"))
                .containsExactly(String.valueOf(second));
        assertThat(viewer.get("/api/runs?limit=1&before=" + second)
                        .json()
                        .path("runs")
                        .findValuesAsString("id"))
                .containsExactly(String.valueOf(first));
        assertThat(viewer.get("/api/runs?state=PAUSED").json().path("runs").findValuesAsString("id"))
                .contains(String.valueOf(second))
                .doesNotContain(String.valueOf(first));
        assertThat(viewer.get("/api/status").json().path("runs").valueStream())
                .as("beside the entities")
                .anySatisfy(it -> {
                    assertThat(it.path("kind").asString()).isEqualTo("HISTORY");
                    assertThat(it.at("/open/PAUSED").asInt()).isEqualTo(1);
                });
        var slices = viewer.get("/api/runs/%d/slices?limit=2&state=WAITING".formatted(first))
                .json()
                .path("slices");
        assertThat(slices).hasSize(2);
        assertThat(viewer.get("/api/runs/%d/slices?after=%s"
                                .formatted(first, slices.get(1).path("id")))
                        .json()
                        .path("slices"))
                .hasSize(1);
        end(first);
        end(second);
    }

    @Test
    void coverageSaysOfEveryDayWhetherItIsLoaded() {
        var account = addAccount();
        long run = begin(List.of(account), List.of("order"), 3);
        complete(only(claim("a", 1)), 10, 1);
        claim("a", 1, failed(only(claim("a", 1))));
        var today = clock().instant().atZone(ShanghaiTime.ZONE).toLocalDate();

        var days = administrator
                .get("/api/coverage?account=%s&entity=order&from=%s&to=%s"
                        .formatted(account, today.minusDays(4), today))
                .json()
                .path("parts")
                .path(0)
                .path("days");
        assertThat(days.valueStream().map(it -> it.asString()))
                .containsExactly("MISSING", "LOADED", "FAILED", "UNDERWAY");
        assertThat(administrator
                        .get("/api/coverage?account=%s&from=%s&to=%s".formatted(account, today, today))
                        .code())
                .isEqualTo("BI-BASIC-02");
        end(run);
    }

    @Test
    void aDeletedAccountLeavesNothingToDo() {
        var account = addAccount();
        long run = begin(List.of(account), List.of("order"), 2);
        claim("a", 1);
        disable(account);
        var path = "/api/accounts/" + account;
        assertThat(administrator
                        .delete(path + "?reason=gone", "If-Match", administrator.etag(path))
                        .status())
                .isEqualTo(204);

        assertThat(status(run).slices().cancelled()).isEqualTo(2);
        assertThat(status(run).state()).isEqualTo(RunStatus.State.COMPLETE);
        assertThat(claim("a", 1)).isEmpty();
    }

    @Test
    void jobsAndAdministratorsBeginRunsViewersPlanThemAndServicesWorkThemOff() {
        var body = """
            {"kind":"HISTORY","source":"jushuitan","accounts":[],"entities":["nothing"],"from":"-1d","again":false}\
            """;
        var claim = "{\"holder\":\"h\",\"ttl\":\"PT20S\",\"most\":0,\"held\":[]}";
        for (var role : List.of("ADMIN", "JOB", "VIEWER", "SERVICE")) {
            var caller = SERVER.caller(role);
            var begins = role.equals("ADMIN") || role.equals("JOB");
            assertThat(caller.post("/api/runs/plan", body).status())
                    .as(role)
                    .isEqualTo(role.equals("SERVICE") ? 403 : 409);
            assertThat(caller.post("/api/runs", body).status()).as(role).isEqualTo(begins ? 409 : 403);
            assertThat(caller.post("/api/runs/0/signals", "{\"signal\":\"PAUSE\",\"reason\":\"r\"}")
                            .status())
                    .as(role)
                    .isEqualTo(begins ? 404 : 403);
            assertThat(caller.post("/api/sources/jushuitan/slices", claim).status())
                    .as(role)
                    .isEqualTo(role.equals("SERVICE") ? 200 : 403);
            assertThat(caller.put("/api/sources/jushuitan/loadable", "{}").status())
                    .as(role)
                    .isEqualTo(role.equals("SERVICE") ? 400 : 403);
        }
        var leke = new Caller(SERVER.address(), administrator.makeToken("SERVICE", "\"source\":\"leke\""));
        assertThat(leke.post("/api/sources/jushuitan/slices", claim).code()).isEqualTo("BI-BASIC-22");
        assertThat(leke.put("/api/sources/jushuitan/loadable", "{\"entities\":[]}")
                        .code())
                .isEqualTo("BI-BASIC-22");
    }

    @Test
    void metersCountWhatIsOpenAndTellWhenARunWasLastComplete() {
        var account = addAccount();
        begin(List.of(account), List.of("order"), 1);
        complete(only(claim("a", 1)), 10, 1);
        clock().advance(Duration.ofMinutes(5));
        long run = begin(List.of(account), List.of("order"), 3);
        SERVER.runScheduledTasks();

        assertThat(SERVER.gauge("bi.run.complete.age", "source", SOURCE, "kind", "HISTORY"))
                .isEqualTo(300);
        assertThat(SERVER.gauge("bi.run.open", "source", SOURCE, "kind", "HISTORY", "state", "RUNNING"))
                .isEqualTo(1);
        assertThat(SERVER.gauge("bi.run.slices", "source", SOURCE, "kind", "HISTORY", "state", "WAITING"))
                .isEqualTo(2);
        end(run);
    }

    @Test
    void aKindThatIsToRunAgainAndAgainIsLateOnceItsTimeIsOver() {
        begin(List.of(addAccount()), List.of("order"), 1);
        complete(only(claim("a", 1)), 10, 1);
        var kind = history();
        assertThat(kind.path("dueAt").asString())
                .isEqualTo(clock().instant().plus(Duration.ofHours(36)).toString());
        assertThat(kind.path("late").booleanValue()).isFalse();

        clock().advance(Duration.ofHours(37));
        SERVER.runScheduledTasks();

        assertThat(history().path("late").booleanValue()).isTrue();
        assertThat(SERVER.gauge("bi.run.late", "source", SOURCE, "kind", "HISTORY"))
                .isEqualTo(3_600);
    }

    private static JsonNode history() {
        return SERVER.administrator()
                .get("/api/status")
                .json()
                .path("runs")
                .valueStream()
                .filter(it -> it.path("kind").asString().equals("HISTORY")
                        && it.path("source").asString().equals(SOURCE))
                .findFirst()
                .orElseThrow();
    }

    private static Runs runs() {
        return JOB.getBean(Runs.class);
    }

    private static LoadableEntity loadable(String entity) {
        return new LoadableEntity(entity, null, null, Map.of(SliceKind.HISTORY, Duration.ofDays(1)));
    }

    private void complete(Slice slice, long rows, long calls) {
        claim(
                "a",
                0,
                new SliceReport(
                        slice.id(),
                        slice.fence(),
                        SliceState.COMPLETE,
                        new SliceProgress(null, rows, rows, calls, rows, List.of(), List.of()),
                        null,
                        null,
                        null));
    }

    private void end(long run) {
        signal(run, RunSignal.CANCEL);
    }

    private static String refusal(RunRequest request) {
        try {
            return "begun: " + begin(request).id();
        } catch (ControlPlaneRefusedException e) {
            return e.code();
        }
    }

    private static RunStatus begin(RunRequest request) {
        return runs().begin(UUID.randomUUID().toString(), request);
    }

    private static RunRequest verification(String account, List<String> entities, String from, @Nullable String to) {
        return new RunRequest(RunKind.VERIFY, SOURCE, List.of(account), entities, from, to, false, null);
    }

    private static SliceReport compared(Slice slice, Finding... found) {
        return told(slice, SliceState.COMPLETE, new SliceProgress(null, 0, 0, 1, 0, List.of(), List.of(found)));
    }

    private static Finding finding(Finding.Sort sort, @Nullable Instant from, @Nullable Instant to, long rows) {
        return new Finding(sort, from, to, rows, null);
    }

    private static RunRequest request(String account, @Nullable String entity, String from, @Nullable String to) {
        return new RunRequest(
                RunKind.HISTORY,
                SOURCE,
                List.of(account),
                entity == null ? List.of() : List.of(entity),
                from,
                to,
                false,
                null);
    }

    @Override
    protected Ledger ledger() {
        return SERVICE.getBean(Ledger.class);
    }

    @Override
    protected MovableClock clock() {
        return SERVER.clock();
    }

    @Override
    protected String addAccount() {
        var account = addedAccount();
        goLive(account, "order");
        goLive(account, "refund");
        return account;
    }

    private String addedAccount() {
        var added = administrator.post("/api/accounts", """
            {"source":"jushuitan","name":"Loaded again","appKey":"again-%s","appSecret":"s"}\
            """.formatted(UUID.randomUUID()));
        assertThat(added.status()).isEqualTo(201);
        return added.json().path("id").asString();
    }

    private void goLive(String account, String cursor) {
        assertThat(administrator
                        .put("/api/accounts/%s/cursors/%s".formatted(account, cursor), "{\"value\":\"1\"}")
                        .status())
                .isEqualTo(204);
    }

    @Override
    protected void disable(String account) {
        assertThat(administrator.disable("/api/accounts/" + account).status()).isEqualTo(200);
    }

    @Override
    protected long begin(List<String> accounts, List<String> entities, int days) {
        return begin(new RunRequest(
                        RunKind.HISTORY, SOURCE, accounts, entities, "-%dd".formatted(days), null, false, "a test"))
                .id();
    }

    @Override
    protected void signal(long run, RunSignal signal) {
        runs().signal(run, signal, "because of a test");
    }

    @Override
    protected RunStatus status(long run) {
        return runs().status(run);
    }
}
