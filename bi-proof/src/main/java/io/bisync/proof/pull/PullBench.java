package io.bisync.proof.pull;

import io.bisync.local.jushuitan.JushuitanSimulator;
import io.bisync.local.jushuitan.MerchantAccount;
import io.bisync.local.jushuitan.MerchantSettings;
import io.bisync.local.jushuitan.SimulatorSettings;
import io.bisync.local.process.Program;
import io.bisync.local.stack.LocalStack;
import io.bisync.local.stack.StackSettings;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tools.jackson.databind.json.JsonMapper;

/**
 * A pod that pulls 22 entities of many accounts, with the real bi-basic and a simulated Jushuitan whose orders stand still, and
 * beside it history loads that take every call they get.
 */
final class PullBench {

    /** Above every version there is: nothing is left to read. */
    private static final String END = "900000000000";

    private static final long FIRST_COMPANY = 20_000;
    private static final Duration START = Duration.ofMinutes(5);

    private final Path folder;
    private final List<Integer> accounts;
    private final int seconds;
    private final double speed;
    private final Consumer<String> told;

    PullBench(Path folder, List<Integer> accounts, int seconds, double speed, Consumer<String> told) {
        this.folder = folder;
        this.accounts = accounts.stream().sorted().toList();
        this.seconds = seconds;
        this.speed = speed;
        this.told = told;
    }

    List<PullFigures> run() throws IOException {
        var settings = new StackSettings(folder, 1, 100, 10, speed, Duration.ofSeconds(1), Duration.ofSeconds(1));
        List<PullFigures> figures = new ArrayList<>();
        try (var stack = LocalStack.start(settings, told);
                var jushuitan = merchants()) {
            stack.apiLeke().close();
            stack.apiJushuitan().close();
            LocalStack.JUSHUITAN.keySet().forEach(it -> stack.controlPlane().disable(it, "Others are watched"));
            int known = 0;
            for (int wanted : accounts) {
                jushuitan.accounts().subList(known, wanted).forEach(it -> add(stack, it));
                known = wanted;
                told.accept("Watching %d accounts".formatted(wanted));
                figures.add(watch(stack, jushuitan, wanted));
            }
        }
        return figures;
    }

    private JushuitanSimulator merchants() {
        return JushuitanSimulator.start(SimulatorSettings.of(0)
                .withSpeed(speed)
                .withMerchants(IntStream.range(0, accounts.getLast())
                        .mapToObj(it -> MerchantSettings.own(FIRST_COMPANY + it, "Merchant " + it, 20))
                        .toArray(MerchantSettings[]::new)));
    }

    private static void add(LocalStack stack, MerchantAccount merchant) {
        String id = Long.toString(merchant.coId());
        stack.controlPlane()
                .addJushuitan(id, merchant.name(), "OWN", merchant.appKey(), merchant.appSecret(), merchant.coId());
        Arrays.stream(PaceClass.values())
                .flatMap(PaceClass::names)
                .forEach(it -> stack.controlPlane().setCursor(id, it, END));
    }

    private PullFigures watch(LocalStack stack, JushuitanSimulator jushuitan, int wanted) throws IOException {
        Path report = folder.resolve("pull-%d.json".formatted(wanted));
        List<String> properties = new ArrayList<>(List.of(
                "--bi.openapi.url=" + jushuitan.openapi(),
                "--" + PullWatch.SPEED + "=" + speed,
                "--" + PullWatch.ACCOUNTS + "=" + wanted,
                "--" + PullWatch.SECONDS + "=" + seconds,
                "--" + PullWatch.BASIC + "=" + stack.basic().management(),
                "--" + PullWatch.BASIC_PID + "=" + stack.basic().pid(),
                "--" + PullWatch.REPORT + "=" + report));
        Arrays.stream(PaceClass.values()).flatMap(it -> it.settings(speed)).forEach(properties::add);
        stack.apiJushuitan()
                .restartAs(it -> pulling(it, properties)
                        .withEnvironment(
                                Map.of("BENCH_TOKEN", stack.controlPlane().administrator())));
        Duration limit = START.plusSeconds(2L * seconds + Math.round(180 / speed));
        int code = stack.apiJushuitan().awaitExit(limit);
        if (code != 0 || !Files.exists(report)) {
            throw new IllegalStateException("The pod that pulls ended with code %d; see %s"
                    .formatted(code, stack.apiJushuitan().log()));
        }
        return new JsonMapper().readValue(report.toFile(), PullFigures.class);
    }

    /** The service's own JVM, options and variables, with another main class. */
    private static Program pulling(Program service, List<String> properties) {
        int jar = service.command().indexOf("-jar");
        List<String> line = new ArrayList<>(service.command().subList(0, jar));
        line.addAll(List.of("-cp", classPath(), PullingService.class.getName()));
        line.addAll(service.command().subList(jar + 2, service.command().size()));
        line.addAll(properties);
        return service.in(service.directory(), line);
    }

    private static String classPath() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .map(it -> Path.of(it).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
    }
}
