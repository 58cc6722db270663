package io.bisync.local.demo;

import io.bisync.local.command.Arguments;
import io.bisync.local.stack.LocalStack;
import io.bisync.local.stack.StackSettings;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./bi demo}: the whole suite with live data until Ctrl-C. */
@Command(
        name = "./bi demo",
        sortOptions = false,
        description = {"The whole suite on this machine with live data; Ctrl-C ends it.", ""},
        footer = {
            "",
            "Data, logs and demo.properties with all addresses: .bisync/demo",
            "The same without waiting for anyone: ./bi demo --check --help"
        })
public final class DemoCommandLine implements Callable<Integer> {

    private static final Duration REPAINT = Duration.ofSeconds(2);

    /** A job that met a service which somebody killed goes on where it stopped. */
    private static final int HISTORY_STARTS = 5;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--orders",
            paramLabel = "<n>",
            description = "Orders of the past 90 days at both Jushuitan merchants together (${DEFAULT-VALUE}).")
    private int orders = 20_000;

    @Option(
            names = "--speed",
            paramLabel = "<factor>",
            description =
                    "How much faster than the real ERP the simulated one is, with its call limits and how often it is"
                            + " asked (30).")
    private double speed = 30;

    @Option(names = "--changes", paramLabel = "<rate>", description = "Live changes a second, over all accounts (8).")
    private double changes = 8;

    @Option(
            names = "--entities",
            paramLabel = "<names>",
            split = ",",
            description = "Entities of Jushuitan that are synced, with commas between (all).")
    private List<String> entities = List.of();

    @Option(names = "--registry", description = "With a schema registry, which has a JSON Schema of each entity.")
    private boolean registry;

    private final CountDownLatch stopped = new CountDownLatch(1);

    public static void main(String... arguments) {
        System.exit(Arguments.of(new DemoCommandLine()).execute(arguments));
    }

    @Override
    public Integer call() throws InterruptedException {
        StackSettings settings = settings(spec.commandLine());
        if (DemoAddresses.isRunning()) {
            System.err.println("A demo is running in this checkout already; end it first.");
            return CommandLine.ExitCode.USAGE;
        }
        System.out.printf("Starting the suite; data and logs in %s%n", DemoFolder.path());
        try {
            LocalStack stack = LocalStack.start(settings, System.out::println);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(stack)));
            DemoAddresses.write(stack);
            show(stack);
        } catch (RuntimeException failed) {
            // Once Ctrl-C was pressed, what is asked may be gone already.
            if (stopped.getCount() > 0) {
                System.err.println("The demo cannot go on: " + failed.getMessage());
                // Whatever was started dies with this process.
                return CommandLine.ExitCode.SOFTWARE;
            }
        }
        return CommandLine.ExitCode.OK;
    }

    private StackSettings settings(CommandLine of) {
        return new StackSettings(
                        DemoFolder.path(),
                        7,
                        Arguments.within(2, 50_000_000, orders, "--orders", of) / 2,
                        500,
                        Arguments.atLeast(1.0, speed, "--speed", of),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(2))
                .withEntities(Set.copyOf(entities))
                .withRegistry(registry);
    }

    private void stop(LocalStack stack) {
        stopped.countDown();
        System.out.println("Stopping …");
        long start = System.nanoTime();
        stack.close();
        System.out.printf("Stopped after %.1f s%n", (System.nanoTime() - start) / 1e9);
    }

    private void show(LocalStack stack) throws InterruptedException {
        var screen = new Screen(new Terminal());
        var board = new Board(stack);
        var watch = stack.watch();
        Consumer<String> show = below -> {
            watch.messages().forEach(message -> {
                screen.end();
                System.out.println(message);
            });
            screen.show(board::lines, below);
        };
        HistoryLoads.run(stack, InstantSource.system(), show, HISTORY_STARTS);
        while (!board.isSettled() && !stopped.await(1, TimeUnit.SECONDS)) {
            show.accept("History is published; the rest of it is being loaded");
        }
        stack.jushuitan().pace().changesPerSecond(changes * 2 / 3);
        stack.leke().speed(changes / 3);
        screen.end();
        System.out.println("The past is loaded; from now on the orders live.");
        introduction(stack).forEach(System.out::println);
        ExampleQueries.answers(stack.starRocks()).forEach(System.out::println);
        do {
            show.accept("Ctrl-C ends everything.");
        } while (!stopped.await(REPAINT.toMillis(), TimeUnit.MILLISECONDS));
    }

    private List<String> introduction(LocalStack stack) {
        var lines = new ArrayList<>(addresses(stack));
        stack.registry().ifPresent(it -> lines.add("Schema registry: curl " + it.url() + "/subjects"));
        return lines;
    }

    private List<String> addresses(LocalStack stack) {
        String starRocks = stack.starRocks().frontend() + "/api/v1/catalogs/default_catalog/databases/"
                + stack.starRocks().database() + "/sql";
        return List.of(
                "",
                "ERP: %.0f times as fast as the real one, its call limits too; %.0f changes a second"
                        .formatted(speed, changes),
                "OpenAPI page:    " + stack.basic().address() + "/swagger-ui.html",
                "bi-basic token:  " + stack.controlPlane().administrator(),
                "SQL over HTTP:   curl -u %s:%s -d '{\"query\":\"SELECT count(*) FROM jushuitan_order\"}' %s"
                        .formatted(
                                stack.starRocks().username(), stack.starRocks().password(), starRocks),
                "Jushuitan:       " + stack.jushuitan().control() + "/control/status",
                "Leke:            " + stack.leke().control() + "/control/status",
                "All addresses:   .bisync/demo/demo.properties",
                "Follow an order: ./bi order 7:38852",
                "Kill a service:  kill -9 %d   (bi-api-jushuitan; the demo starts it again)"
                        .formatted(stack.apiJushuitan().pid()));
    }
}
