package io.bisync.proof;

import io.bisync.local.process.Checkout;
import io.bisync.local.stack.LocalStack;
import io.bisync.local.stack.StackSettings;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/** {@code ./bi demo --check}: runs the suite under live changes, poison and a kill, and says whether both sides agree. */
public final class CheckCommandLine {

    private CheckCommandLine() {}

    public static void main(String... arguments) {
        int orders = 20_000;
        if (arguments.length == 2 && arguments[0].equals("--orders")) {
            orders = Integer.parseInt(arguments[1]);
        } else if (arguments.length != 0) {
            System.err.println("usage: ./bi demo --check [--orders n]");
            System.exit(2);
        }
        var settings = new StackSettings(
                Checkout.root().resolve(".bisync/check"),
                7,
                orders / 2,
                500,
                60,
                Duration.ofSeconds(1),
                Duration.ofSeconds(5));
        List<Finding> findings;
        try (LocalStack stack = LocalStack.start(settings, CheckCommandLine::tell)) {
            findings = new Check(stack, InstantSource.system(), CheckCommandLine::tell).run();
        }
        System.out.println();
        findings.forEach(System.out::println);
        long failed = findings.stream().filter(finding -> !finding.holds()).count();
        System.out.println();
        System.out.println(
                failed == 0
                        ? "Both sides agree."
                        : "%d of %d findings speak against it.".formatted(failed, findings.size()));
        System.exit(failed == 0 ? 0 : 1);
    }

    private static void tell(String line) {
        System.out.println(line);
    }
}
