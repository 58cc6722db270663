package io.bisync.local.demo;

import io.bisync.local.stack.LocalStack;
import java.io.Console;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** {@code ./bi demo}: the whole suite with live data until Ctrl-C. */
public final class DemoCommandLine {

    private static final Duration REPAINT = Duration.ofSeconds(2);

    private DemoCommandLine() {}

    public static void main(String... arguments) throws InterruptedException {
        DemoOptions options;
        try {
            options = DemoOptions.parse(arguments);
        } catch (IllegalArgumentException wrong) {
            System.err.println(wrong.getMessage() + System.lineSeparator() + DemoOptions.USAGE);
            System.exit(2);
            return;
        }
        if (DemoAddresses.isRunning()) {
            System.err.println("A demo is running in this checkout already; end it first.");
            System.exit(2);
        }
        System.out.printf("Starting the suite; data and logs in %s%n", DemoOptions.folder());
        var stopped = new CountDownLatch(1);
        try {
            LocalStack stack = LocalStack.start(options.stack(), System.out::println);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                stopped.countDown();
                System.out.println("Stopping …");
                long start = System.nanoTime();
                stack.close();
                System.out.printf("Stopped after %.1f s%n", (System.nanoTime() - start) / 1e9);
            }));
            DemoAddresses.write(stack);
            run(stack, options, stopped);
        } catch (RuntimeException failed) {
            // Once Ctrl-C was pressed, what is asked may be gone already.
            if (stopped.getCount() > 0) {
                System.err.println("The demo cannot go on: " + failed.getMessage());
                // Whatever was started dies with this process.
                System.exit(1);
            }
        }
    }

    private static void run(LocalStack stack, DemoOptions options, CountDownLatch stopped) throws InterruptedException {
        var screen = new Screen(onTerminal());
        var board = new Board(stack);
        var watch = new ServiceWatch(stack);
        Consumer<String> show = below -> {
            watch.revive().forEach(message -> {
                screen.end();
                System.out.println(message);
            });
            screen.show(board::lines, below);
        };
        HistoryLoads.run(stack, InstantSource.system(), show);
        while (!board.isSettled() && !stopped.await(1, TimeUnit.SECONDS)) {
            show.accept("History is published; the rest of it is being loaded");
        }
        stack.jushuitan().pace().changesPerSecond(options.changes() * 2 / 3);
        stack.leke().speed(options.changes() / 3);
        screen.end();
        System.out.println("The past is loaded; from now on the orders live.");
        introduction(stack, options).forEach(System.out::println);
        ExampleQueries.answers(stack.starRocks()).forEach(System.out::println);
        do {
            show.accept("Ctrl-C ends everything.");
        } while (!stopped.await(REPAINT.toMillis(), TimeUnit.MILLISECONDS));
    }

    private static List<String> introduction(LocalStack stack, DemoOptions options) {
        String starRocks = stack.starRocks().frontend() + "/api/v1/catalogs/default_catalog/databases/"
                + stack.starRocks().database() + "/sql";
        return List.of(
                "",
                "ERP call limits: %.0f times the real ones; %.0f changes a second"
                        .formatted(options.speed(), options.changes()),
                "OpenAPI page:    " + stack.basic().address() + "/swagger-ui.html",
                "bi-basic token:  " + stack.controlPlane().administrator(),
                "SQL over HTTP:   curl -u %s:%s -d '{\"query\":\"SELECT count(*) FROM jushuitan_order\"}' %s"
                        .formatted(
                                stack.starRocks().username(), stack.starRocks().password(), starRocks),
                "Jushuitan:       " + stack.jushuitan().control() + "/control/status",
                "Leke:            " + stack.leke().control() + "/control/status",
                "Follow an order: ./bi order 7:38852",
                "Kill a service:  kill -9 %d   (bi-api-jushuitan; the demo starts it again)"
                        .formatted(stack.apiJushuitan().pid()));
    }

    @SuppressWarnings("SystemConsoleNull") // null where the JDK was told to use its own console
    private static boolean onTerminal() {
        Console console = System.console();
        return console != null && console.isTerminal();
    }
}
