package io.bisync.proof.start;

import io.bisync.local.demo.HistoryLoads;
import io.bisync.local.process.ChildProcess;
import io.bisync.local.process.Program;
import io.bisync.local.stack.LocalStack;
import io.bisync.local.stack.ServiceProcess;
import io.bisync.local.stack.StackSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/** Starts every service in every form, in turn, among neighbours that run all the while. */
final class StartBench {

    private static final String ACCOUNT = "account=7";
    private static final String ENTITY = "entity=order";
    private static final Duration STOP = Duration.ofSeconds(30);

    private final Path folder;
    private final int rounds;
    private final int orders;
    private final Consumer<String> told;
    private final List<Start> starts = new ArrayList<>();

    StartBench(Path folder, int rounds, int orders, Consumer<String> told) {
        this.folder = folder;
        this.rounds = rounds;
        this.orders = orders;
        this.told = told;
    }

    StartOutcome run() throws IOException {
        Map<Pod, Layout> layouts = new EnumMap<>(Pod.class);
        for (Pod pod : Pod.values()) {
            told.accept("Training " + pod.service());
            layouts.put(pod, Layout.make(pod, folder.resolve("layouts")));
        }
        var settings = new StackSettings(
                        folder.resolve("stack"), 1, orders / 2, 10, 600, Duration.ofSeconds(1), Duration.ofSeconds(1))
                .withEntities(StackSettings.FEW);
        try (var stack = LocalStack.start(settings, told)) {
            HistoryLoads.run(stack, InstantSource.system(), _ -> {});
            String from = HistoryLoads.from(InstantSource.system());
            for (int round = 1; round <= rounds; round++) {
                for (ServiceProcess service : stack.services()) {
                    var layout = Objects.requireNonNull(layouts.get(Pod.of(service.name())));
                    for (Form form : Form.values()) {
                        keep(service(service, layout, form, round));
                    }
                }
                var cron = Objects.requireNonNull(layouts.get(Pod.CRON));
                for (Form form : Form.values()) {
                    keep(job("bi-cron, nothing to do", cron, form, round, stack.history(ACCOUNT, ENTITY, from)));
                }
                for (Form form : Form.values()) {
                    var again = stack.history(ACCOUNT, ENTITY, from, "again");
                    keep(job("bi-cron, a whole history", cron, form, round, again));
                }
            }
        }
        return new StartOutcome(List.copyOf(starts));
    }

    private void keep(Start start) {
        told.accept("round %d %-26s %-10s %6.2f s %6.2f CPU-s"
                .formatted(start.round(), start.what(), start.form().word(), start.wallSeconds(), start.cpuSeconds()));
        starts.add(start);
    }

    private static Start service(ServiceProcess service, Layout layout, Form form, int round) {
        service.terminate();
        service.awaitExit(STOP);
        long begin = System.nanoTime();
        service.restartAs(program -> layout.in(form, program));
        service.awaitReady();
        return new Start(service.name(), form, round, since(begin), cpu(service.pid(), 0));
    }

    private static Start job(String what, Layout layout, Form form, int round, Program program) {
        long begin = System.nanoTime();
        double cpu = 0;
        var job = ChildProcess.start(layout.in(form, program));
        while (job.isAlive()) {
            cpu = cpu(job.pid(), cpu);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
        }
        double wall = since(begin);
        int code = job.awaitExit(STOP);
        if (code != 0) {
            throw new IllegalStateException("The history job ended with code %d; see %s".formatted(code, job.log()));
        }
        return new Start(what, form, round, wall, cpu);
    }

    /** What the process has used; of one that has just ended, what was known last. */
    private static double cpu(long pid, double last) {
        return ProcessHandle.of(pid)
                .flatMap(it -> it.info().totalCpuDuration())
                .map(it -> it.toNanos() / 1e9)
                .orElse(last);
    }

    private static double since(long begin) {
        return (System.nanoTime() - begin) / 1e9;
    }
}
