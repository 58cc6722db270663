package io.bisync.proof;

import io.bisync.local.process.Checkout;
import io.bisync.local.stack.LocalStack;
import io.bisync.local.stack.StackSettings;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** {@code ./bi demo --check}: runs the suite under live changes, poison and a kill, and says whether both sides agree. */
public final class CheckCommandLine {

    private static final String USAGE = """
            usage: ./bi demo --check [--faults] [--orders n] [--self-check]
              --faults      meanwhile StarRocks starts again, loses answers and labels, and the broker and two services are killed
              --orders      orders of the past 90 days at both Jushuitan merchants together (20000; 2000 with --self-check)
              --self-check  tamper with a small demo that stands still, and look whether the check finds it
            exit codes; where several findings fail, the first that is printed decides:
            """;

    private CheckCommandLine() {}

    public static void main(String... arguments) {
        int orders = 0;
        boolean selfCheck = false;
        boolean faults = false;
        for (int i = 0; i < arguments.length; i++) {
            if (arguments[i].equals("--self-check")) {
                selfCheck = true;
            } else if (arguments[i].equals("--faults")) {
                faults = true;
            } else if (arguments[i].equals("--orders")
                    && i + 1 < arguments.length
                    && arguments[i + 1].matches("[1-9]\\d{0,7}")) {
                orders = Integer.parseInt(arguments[++i]);
            } else {
                System.err.println(usage());
                System.exit(Verdict.USAGE.code());
            }
        }
        if (selfCheck && faults) {
            System.err.println(usage());
            System.exit(Verdict.USAGE.code());
        }
        Function<LocalStack, List<Strike>> strikes = faults ? Strike::faults : Strike::plain;
        System.exit(
                selfCheck
                        ? run("self-check", orders == 0 ? 2_000 : orders, CheckCommandLine::selfCheck)
                        : run("check", orders == 0 ? 20_000 : orders, stack -> check(stack, strikes.apply(stack))));
    }

    /** What is done with a stack that is up; answers what was found. */
    private interface Work {
        List<Finding> run(LocalStack stack);
    }

    private static int run(String name, int orders, Work work) {
        long start = System.nanoTime();
        var settings = new StackSettings(
                Checkout.root().resolve(".bisync").resolve(name),
                7,
                orders / 2,
                500,
                60,
                Duration.ofSeconds(1),
                Duration.ofSeconds(5));
        List<Finding> findings;
        try (LocalStack stack = LocalStack.start(settings, CheckCommandLine::tell)) {
            tell("Stack ready after %.0f s".formatted(secondsSince(start)));
            findings = work.run(stack);
        } catch (RuntimeException failed) {
            failed.printStackTrace();
            System.err.println("The check could not be carried out: " + failed.getMessage());
            return Verdict.FAILED.code();
        }
        tell("");
        findings.forEach(finding -> tell(finding.toString()));
        tell("");
        tell("The whole %s took %.0f s".formatted(name, secondsSince(start)));
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

    private static List<Finding> check(LocalStack stack, List<Strike> strikes) {
        return new Check(stack, InstantSource.system(), CheckCommandLine::tell, strikes).run();
    }

    private static List<Finding> selfCheck(LocalStack stack) {
        return new SelfCheck(stack, InstantSource.system(), CheckCommandLine::tell).run();
    }

    private static String usage() {
        return USAGE
                + Arrays.stream(Verdict.values())
                        .map(verdict -> "  %2d  %s".formatted(verdict.code(), verdict.meaning()))
                        .collect(Collectors.joining(System.lineSeparator()));
    }

    private static double secondsSince(long start) {
        return (System.nanoTime() - start) / 1e9;
    }

    private static void tell(String line) {
        System.out.println(line);
    }
}
