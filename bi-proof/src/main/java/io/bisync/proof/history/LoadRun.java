package io.bisync.proof.history;

import io.bisync.local.process.ChildProcess;
import io.bisync.local.stack.LocalStack;
import io.bisync.proof.probe.Patience;
import io.bisync.time.ShanghaiTime;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** One load of the past of all accounts, as bi-basic tells it. */
final class LoadRun {

    private static final Duration LIMIT = Duration.ofMinutes(4);
    private static final Duration LOOK = Duration.ofMillis(50);
    private static final String UNDERWAY = "BI-BASIC-55";
    private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss");

    private final LocalStack stack;
    private final Instant begun;
    private final long id;

    private LoadRun(LocalStack stack, Instant begun, long id) {
        this.stack = stack;
        this.begun = begun;
        this.id = id;
    }

    /** A slice as REST shows it. */
    record Line(long id, String account, String entity, Instant from, Instant to, String state, long fence) {}

    /** Begins one that nobody watches. */
    static LoadRun begin(LocalStack stack, Instant now, Set<String> entities) {
        Instant today = ShanghaiTime.startOfDay(now);
        long id = stack.controlPlane()
                .loadAgain(
                        Set.of(),
                        entities,
                        shanghai(today.minus(Stage.DAYS, ChronoUnit.DAYS)),
                        shanghai(today),
                        "a load that is struck");
        return new LoadRun(stack, now, id);
    }

    /** One that a job begins, which is killed as soon as bi-basic knows of it. */
    static LoadRun ofKilledJob(LocalStack stack, Instant now, Set<String> entities) {
        long before = newest(stack);
        ChildProcess job = stack.startHistory(
                "account=all", "entity=" + String.join(",", entities), "from=-" + Stage.DAYS + "d", "again");
        boolean known = Patience.await(() -> newest(stack) > before, LOOK, LIMIT);
        if (!known || !job.isAlive()) {
            throw new IllegalStateException("The job began no run, or ended; see " + job.log());
        }
        job.kill();
        return new LoadRun(stack, now, newest(stack));
    }

    /** Whether somebody who wants just this slice is refused, as this run has it. */
    boolean isRefusedToOthers(Line slice) {
        try {
            stack.controlPlane()
                    .loadAgain(
                            Set.of(slice.account()),
                            Set.of(slice.entity()),
                            shanghai(slice.from()),
                            shanghai(slice.to()),
                            "what is underway");
            return false;
        } catch (IllegalStateException refused) {
            return String.valueOf(refused.getMessage()).contains(UNDERWAY);
        }
    }

    Instant begun() {
        return begun;
    }

    /** None while bi-basic is away. */
    List<Line> slices() {
        try {
            List<Line> lines = new ArrayList<>();
            stack.controlPlane()
                    .get("/api/runs/%d/slices?limit=1000".formatted(id))
                    .get("slices")
                    .forEach(it -> lines.add(line(it)));
            return lines;
        } catch (UncheckedIOException | IllegalStateException away) {
            return List.of();
        }
    }

    /** Slices in a state. */
    List<Line> slices(String state) {
        return slices().stream().filter(it -> it.state().equals(state)).toList();
    }

    /** The fence of a slice; none while bi-basic is away. */
    Optional<Long> fence(long slice) {
        return slices().stream().filter(it -> it.id() == slice).map(Line::fence).findFirst();
    }

    boolean isComplete() {
        List<Line> lines = slices();
        return !lines.isEmpty() && lines.stream().allMatch(it -> it.state().equals("COMPLETE"));
    }

    /** Waits for its end; what speaks against a good one. */
    List<String> awaitEnd() {
        return Patience.await(this::isComplete, LOOK, LIMIT)
                ? List.of()
                : List.of("Run %d is not complete within %s: %s".formatted(id, LIMIT, slices()));
    }

    private static long newest(LocalStack stack) {
        JsonNode runs = stack.controlPlane().get("/api/runs?source=jushuitan").get("runs");
        return runs.isEmpty() ? 0 : runs.get(0).get("id").asLong();
    }

    private static String shanghai(Instant at) {
        return SECONDS.format(LocalDateTime.ofInstant(at, ShanghaiTime.ZONE));
    }

    private static Line line(JsonNode slice) {
        return new Line(
                slice.get("id").asLong(),
                slice.get("account").asString(),
                slice.get("entity").asString(),
                Instant.parse(slice.get("from").asString()),
                Instant.parse(slice.get("to").asString()),
                slice.get("state").asString(),
                slice.get("fence").asLong());
    }
}
