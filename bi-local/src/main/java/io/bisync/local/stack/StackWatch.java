package io.bisync.local.stack;

import io.bisync.local.process.ChildFailedException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/** Starts again what ended or does not answer, as Kubernetes would: services, broker and PostgreSQL. */
public final class StackWatch implements AutoCloseable {

    private static final Duration PAUSE = Duration.ofSeconds(2);

    /** One part of the stack. */
    private record Part(
            String name,
            BooleanSupplier alive,
            BooleanSupplier answers,
            Runnable startAgain,
            LongSupplier pid,
            Pulse pulse) {}

    private final List<Part> parts;
    private final Queue<String> messages = new ConcurrentLinkedQueue<>();
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Thread thread =
            Thread.ofPlatform().daemon().name("stack-watch").unstarted(this::watch);

    private StackWatch(List<Part> parts) {
        this.parts = parts;
    }

    static StackWatch over(LocalStack stack) {
        List<Part> parts = new ArrayList<>();
        var postgres = stack.postgres();
        parts.add(new Part(
                "PostgreSQL", postgres::isAlive, postgres::answers, postgres::restart, postgres::pid, new Pulse()));
        var kafka = stack.kafka();
        parts.add(new Part("broker", kafka::isAlive, kafka::answers, kafka::restart, kafka::pid, new Pulse()));
        for (ServiceProcess service : stack.services()) {
            parts.add(new Part(
                    service.name(), service::isAlive, service::isLive, service::restart, service::pid, new Pulse()));
        }
        var watch = new StackWatch(List.copyOf(parts));
        watch.thread.start();
        return watch;
    }

    /** What was found and done since the last call; empty most of the time. */
    public List<String> messages() {
        List<String> all = new ArrayList<>();
        for (String message = messages.poll(); message != null; message = messages.poll()) {
            all.add(message);
        }
        return all;
    }

    /** Nothing is started again from now on. */
    @Override
    public void close() {
        stopped.countDown();
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void watch() {
        try {
            while (!stopped.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS)) {
                parts.forEach(this::look);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void look(Part part) {
        if (stopped.getCount() == 0) {
            return;
        }
        boolean alive = part.alive().getAsBoolean();
        switch (part.pulse().look(alive, alive && part.answers().getAsBoolean())) {
            case WELL -> {}
            case ENDED -> startAgain(part, "had ended");
            case SILENT -> startAgain(part, "did not answer");
        }
    }

    private void startAgain(Part part, String why) {
        try {
            part.startAgain().run();
            messages.add("%s %s; started again as process %d"
                    .formatted(part.name(), why, part.pid().getAsLong()));
        } catch (ChildFailedException failed) {
            if (stopped.getCount() > 0) {
                messages.add("%s %s and does not start: %s"
                        .formatted(
                                part.name(),
                                why,
                                String.valueOf(failed.getMessage())
                                        .lines()
                                        .findFirst()
                                        .orElse("")));
            }
        }
    }
}
