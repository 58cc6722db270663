package io.bisync.proof.history.bench;

import io.bisync.local.jushuitan.JushuitanSimulator;
import io.bisync.local.jushuitan.MerchantAccount;
import io.bisync.local.jushuitan.MerchantSettings;
import io.bisync.local.jushuitan.SimulatorSettings;
import io.bisync.local.process.Program;
import io.bisync.local.stack.LocalStack;
import io.bisync.local.stack.StackSettings;
import io.bisync.proof.probe.Patience;
import io.bisync.time.ShanghaiTime;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;

/**
 * Loads all orders of some merchants once, with nothing else going on. They are more than the local stack has: of one merchant
 * one list is read page after page, so how fast a single one is says nothing of the chain.
 */
final class HistoryBench {

    private static final int MERCHANTS = 8;
    private static final long FIRST_COMPANY = 20_000;
    private static final String ENTITY = "order";
    /** Of the ERP's limits: none is reached. */
    private static final int SPEED = 1_000;
    /** Of live pulls, which find nothing here. */
    private static final String PULLS = "10";

    /** Of history's rounds; loads are larger the longer it is. */
    private static final Duration LINGER = Duration.ofSeconds(5);

    private static final int DAYS = 91;
    private static final Duration LOOK = Duration.ofMillis(500);
    private static final Duration START = Duration.ofMinutes(5);
    private static final Duration LIMIT = Duration.ofHours(6);

    private final Path folder;
    private final int orders;
    private final Consumer<String> told;

    HistoryBench(Path folder, int orders, Consumer<String> told) {
        this.folder = folder;
        this.orders = orders;
        this.told = told;
    }

    HistoryFigures run() {
        try (var jushuitan = merchants()) {
            var settings = new StackSettings(folder, 11, 2, 0, SPEED, Duration.ofSeconds(1), LINGER)
                    .withEntities(Set.of(ENTITY))
                    .withJushuitan(Map.of("BI_PULL_SPEED", PULLS, "BI_RUNS_SLICESATONCE", Integer.toString(MERCHANTS)));
            try (var stack = LocalStack.start(settings, told)) {
                LocalStack.JUSHUITAN.keySet().forEach(it -> stack.controlPlane().disable(it, "Others are loaded"));
                stack.basic().restartAs(HistoryBench::compiled);
                stack.basic().awaitReady();
                stack.apiJushuitan()
                        .restartAs(it -> compiled(it.withEnvironment(
                                Map.of("BI_OPENAPI_URL", jushuitan.openapi().toString()))));
                jushuitan.accounts().forEach(it -> add(stack, it));
                stack.apiJushuitan().awaitReady();
                return load(stack, jushuitan);
            }
        }
    }

    /** As in a pod: those of the local stack are compiled in haste, as they live for a short time. */
    private static Program compiled(Program program) {
        return program.in(
                program.directory(),
                program.command().stream()
                        .filter(it -> !it.startsWith("-XX:TieredStopAtLevel"))
                        .toList());
    }

    private JushuitanSimulator merchants() {
        return JushuitanSimulator.start(SimulatorSettings.of(0)
                .withSpeed(SPEED)
                .withMerchants(IntStream.range(0, MERCHANTS)
                        .mapToObj(it -> MerchantSettings.own(FIRST_COMPANY + it, "Merchant " + it, orders / MERCHANTS))
                        .toArray(MerchantSettings[]::new)));
    }

    private static void add(LocalStack stack, MerchantAccount merchant) {
        stack.controlPlane()
                .addJushuitan(
                        account(merchant),
                        merchant.name(),
                        "OWN",
                        merchant.appKey(),
                        merchant.appSecret(),
                        merchant.coId());
    }

    private static String account(MerchantAccount merchant) {
        return Long.toString(merchant.coId());
    }

    /** History goes after live. */
    private static void awaitLive(LocalStack stack, Set<String> accounts) {
        if (!Patience.await(
                () -> stack.controlPlane()
                        .status()
                        .valueStream()
                        .filter(it -> it.path("readUntil").isString())
                        .map(it -> it.path("account").asString())
                        .collect(Collectors.toSet())
                        .containsAll(accounts),
                START)) {
            throw new IllegalStateException("The live pull did not begin within %s; see %s"
                    .formatted(START, stack.apiJushuitan().log()));
        }
    }

    private HistoryFigures load(LocalStack stack, JushuitanSimulator jushuitan) {
        Set<String> accounts =
                jushuitan.accounts().stream().map(HistoryBench::account).collect(Collectors.toSet());
        awaitLive(stack, accounts);
        told.accept("Loading %,d orders".formatted(orders));
        var processes = new ProcessWatch(processes(stack));
        var timers = new Timers(
                Map.of("service", stack.apiJushuitan(), "bi-basic", stack.basic()),
                stack.controlPlane().administrator());
        LocalDate today = LocalDate.ofInstant(InstantSource.system().instant(), ShanghaiTime.ZONE);
        long run = stack.controlPlane()
                .loadAgain(
                        accounts,
                        Set.of(ENTITY),
                        today.minusDays(DAYS).toString(),
                        today.toString(),
                        "what a history load costs");
        if (!Patience.await(
                () -> {
                    processes.look();
                    return stack.controlPlane().stateOfRun(run).equals("COMPLETE");
                },
                LOOK,
                LIMIT)) {
            throw new IllegalStateException("Run %d is not complete within %s".formatted(run, LIMIT));
        }
        JsonNode status = stack.controlPlane().get("/api/runs/" + run);
        Instant begun = Instant.parse(status.get("startedAt").asString());
        return new HistoryFigures(
                status.get("rows").asLong(),
                status.get("calls").asLong(),
                status.get("bytes").asLong(),
                seconds(begun, lastSent(stack, run)),
                seconds(begun, Instant.parse(status.get("endedAt").asString())),
                erpSeconds(jushuitan),
                processes.uses(),
                timers.since());
    }

    private static Map<String, Long> processes(LocalStack stack) {
        Map<String, Long> pids = new LinkedHashMap<>();
        pids.put("service", stack.apiJushuitan().pid());
        pids.put("broker", stack.kafka().pid());
        pids.put("bi-basic", stack.basic().pid());
        pids.put("PostgreSQL", stack.postgres().pid());
        pids.put("simulator and stand-in", ProcessHandle.current().pid());
        return pids;
    }

    private static Instant lastSent(LocalStack stack, long run) {
        return stack.controlPlane()
                .get("/api/runs/%d/slices?limit=1000".formatted(run))
                .get("slices")
                .valueStream()
                .map(it -> Instant.parse(it.get("sentAt").asString()))
                .max(Instant::compareTo)
                .orElseThrow();
    }

    /** How long the simulator worked on answers, as far as its log reaches back. */
    private static double erpSeconds(JushuitanSimulator jushuitan) {
        return jushuitan.calls().last(Integer.MAX_VALUE).stream()
                        .filter(it -> it.biz().contains("modified_begin"))
                        .mapToLong(it -> it.micros())
                        .sum()
                / 1e6;
    }

    private static double seconds(Instant from, Instant to) {
        return Duration.between(from, to).toMillis() / 1e3;
    }
}
