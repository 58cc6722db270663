package io.bisync.proof.kill;

import io.bisync.local.stack.LocalStack;
import io.bisync.local.stack.ServiceProcess;
import io.bisync.local.starrocks.transaction.Load;
import io.bisync.local.starrocks.transaction.LoadState;
import io.bisync.proof.probe.Patience;
import io.bisync.proof.strike.MidLoad;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/** One process is ended while a load of bi-api-jushuitan is in mid-body, and started again. */
final class ServiceKill {

    private static final String TABLE = "ods_jushuitan_order";
    private static final Duration LIMIT = Duration.ofMinutes(4);
    /** What a phase of shutting down may take, and a little more: the load under way is finished within it. */
    private static final Duration PHASE = Duration.ofSeconds(200);

    private final LocalStack stack;
    private final InstantSource clock;

    ServiceKill(LocalStack stack, InstantSource clock) {
        this.stack = stack;
        this.clock = clock;
    }

    /**
     * What came of one blow.
     *
     * @param struck whether a load was in mid-body
     * @param recovery from the end of the process to the first load that is visible after it
     * @param wrong what must not be
     */
    record Outcome(boolean struck, Optional<Duration> recovery, List<String> wrong) {}

    Outcome kill() {
        return inMidLoad(load -> {
            stack.apiJushuitan().kill();
            long end = clock.millis();
            load.letGo();
            return again(load, end);
        });
    }

    /** The service finishes the load that is under way, and then ends. */
    Outcome terminate() {
        return inMidLoad(load -> {
            stack.apiJushuitan().terminate();
            boolean heard = Patience.await(() -> !stack.apiJushuitan().isReady(), LIMIT);
            load.letGo();
            int code = stack.apiJushuitan().awaitExit(PHASE);
            long end = clock.millis();
            List<String> wrong = new ArrayList<>();
            if (!heard) {
                wrong.add("The service took traffic for %s after SIGTERM".formatted(LIMIT));
            }
            if (code != ServiceProcess.TERMINATED) {
                wrong.add("The service ended with code %d after SIGTERM".formatted(code));
            }
            if (!load.isLoaded()) {
                wrong.add("The service ended after SIGTERM before %s was in".formatted(load));
            }
            Outcome after = again(load, end);
            wrong.addAll(after.wrong());
            return new Outcome(true, after.recovery(), wrong);
        });
    }

    /** The load ends while its offsets cannot be committed. */
    Outcome killBroker() {
        return inMidLoad(load -> {
            stack.kafka().kill();
            long end = clock.millis();
            load.letGo();
            stack.kafka().restart();
            return recovered(load, end, clock.millis());
        });
    }

    /** The load ends while nothing can be written, and bi-basic cannot be asked. */
    Outcome killPostgres() {
        return inMidLoad(load -> {
            stack.postgres().kill();
            long end = clock.millis();
            load.letGo();
            stack.postgres().restart();
            return recovered(load, end, clock.millis());
        });
    }

    private Outcome inMidLoad(Function<MidLoad, Outcome> blow) {
        return MidLoad.await(stack.starRocks(), TABLE)
                .map(blow)
                .orElseGet(() -> new Outcome(false, Optional.empty(), List.of("There was no load to strike")));
    }

    private Outcome again(MidLoad load, long end) {
        stack.apiJushuitan().startAgain();
        stack.apiJushuitan().awaitReady();
        return recovered(load, end, end);
    }

    private Outcome recovered(MidLoad load, long end, long from) {
        List<String> wrong = new ArrayList<>();
        if (!load.isLoadedInTime()) {
            wrong.add("%s was not loaded under its label within %s".formatted(load, LIMIT));
        }
        Patience.await(() -> firstLoaded(from).isPresent(), LIMIT);
        Optional<Duration> recovery = firstLoaded(from).map(finished -> Duration.ofMillis(finished - end));
        if (recovery.isEmpty()) {
            wrong.add("Nothing was loaded within " + LIMIT);
        }
        return new Outcome(true, recovery, wrong);
    }

    /** When the first load was in that began after the moment. */
    private Optional<Long> firstLoaded(long moment) {
        return stack.starRocks().loads().stream()
                .filter(load -> load.state() == LoadState.VISIBLE
                        && load.startedMillis() > moment
                        && load.table().startsWith(TABLE))
                .map(Load::finishedMillis)
                .filter(Objects::nonNull)
                .sorted()
                .findFirst();
    }
}
