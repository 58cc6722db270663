package io.bisync.proof;

import io.bisync.local.command.Arguments;
import io.bisync.local.process.Checkout;
import io.bisync.local.stack.LocalStack;
import io.bisync.local.stack.StackSettings;
import io.bisync.proof.again.OpenedField;
import io.bisync.proof.finding.Finding;
import io.bisync.proof.finding.Verdict;
import io.bisync.proof.strike.FaultInjection;
import io.bisync.proof.strike.PodsComeAndGo;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./bi demo --check}: runs the suite under live changes, poison and a kill, and says whether both sides agree. */
@Command(
        name = "./bi demo --check",
        sortOptions = false,
        description = {"Runs the suite through an eventful while and says whether both sides agree.", ""})
public final class CheckCommandLine implements Callable<Integer> {

    /** As many as orders have partitions. */
    private static final int MOST_PODS = 6;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--faults",
            description = "Meanwhile StarRocks starts again, loses answers and labels, and the broker, PostgreSQL and"
                    + " two services are killed.")
    private boolean faults;

    @Option(
            names = "--pods",
            paramLabel = "<n>",
            description =
                    "Meanwhile so many pods of bi-api-jushuitan share the work; one is killed, one ends, and others"
                            + " come (1: the one alone).")
    private int pods = 1;

    @Option(
            names = "--entities",
            paramLabel = "<names>",
            split = ",",
            description = "Entities of Jushuitan that are synced and checked, with commas between (all).")
    private List<String> entities = List.of();

    @Option(
            names = "--orders",
            paramLabel = "<n>",
            description = "Orders of the past 90 days at both Jushuitan merchants together (20000; 2000 with"
                    + " --self-check).")
    private @Nullable Integer orders;

    @Option(
            names = "--self-check",
            description = "Afterwards tamper with what was loaded, and look whether the check finds it.")
    private boolean selfCheck;

    public static void main(String... arguments) {
        System.exit(commandLine().execute(arguments));
    }

    /** Where several findings fail, the first that is printed decides. */
    static CommandLine commandLine() {
        CommandLine command = Arguments.of(new CheckCommandLine());
        Map<String, String> codes = new LinkedHashMap<>();
        for (Verdict verdict : Verdict.values()) {
            codes.put(Integer.toString(verdict.code()), verdict.meaning());
        }
        command.getCommandSpec()
                .usageMessage()
                .exitCodeListHeading("%nExit codes; where several findings fail, the first that is printed decides:%n")
                .exitCodeList(codes);
        return command;
    }

    @Override
    public Integer call() {
        int most = 50_000_000;
        Arguments.within(1, MOST_PODS, pods, "--pods", spec.commandLine());
        int wanted = Arguments.within(
                2, most, orders == null ? selfCheck ? 2_000 : 20_000 : orders, "--orders", spec.commandLine());
        return run(wanted);
    }

    private int run(int wanted) {
        long start = System.nanoTime();
        var settings = new StackSettings(
                        Checkout.root().resolve(".bisync/check"),
                        7,
                        wanted / 2,
                        500,
                        30,
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(5))
                .withEntities(Set.copyOf(entities))
                .withJushuitan(selfCheck ? Map.of() : OpenedField.sealed());
        List<Finding> findings;
        try (LocalStack stack = LocalStack.start(settings, CheckCommandLine::tell)) {
            tell("Stack ready after %.0f s".formatted(secondsSince(start)));
            findings = check(stack, line -> tell("%4.0f s  %s".formatted(secondsSince(start), line)));
        } catch (RuntimeException failed) {
            failed.printStackTrace();
            System.err.println("The check could not be carried out: " + failed.getMessage());
            return Verdict.FAILED.code();
        }
        tell("");
        findings.forEach(finding -> tell(finding.toString()));
        tell("");
        tell("The whole check took %.0f s".formatted(secondsSince(start)));
        Verdict verdict = Finding.verdict(findings);
        tell(
                verdict == Verdict.AGREED
                        ? "Both sides agree."
                        : "%d of %d findings speak against it; exit code %d: %s."
                                .formatted(
                                        Finding.failed(findings).count(),
                                        findings.size(),
                                        verdict.code(),
                                        verdict.meaning()));
        return verdict.code();
    }

    private List<Finding> check(LocalStack stack, Consumer<String> progress) {
        var check = new Check(stack, InstantSource.system(), progress, strikes(stack));
        List<Finding> findings = check.run(!selfCheck);
        return selfCheck ? check.tamper(findings) : findings;
    }

    private List<FaultInjection> strikes(LocalStack stack) {
        List<FaultInjection> strikes = faults ? FaultInjection.faults(stack) : FaultInjection.plain(stack);
        return pods == 1
                ? strikes
                : Stream.concat(strikes.stream(), Stream.of(new PodsComeAndGo(stack, pods)))
                        .toList();
    }

    private static double secondsSince(long start) {
        return (System.nanoTime() - start) / 1e9;
    }

    private static void tell(String line) {
        System.out.println(line);
    }
}
