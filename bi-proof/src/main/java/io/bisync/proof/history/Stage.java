package io.bisync.proof.history;

import io.bisync.local.jushuitan.api.Fault;
import io.bisync.local.stack.LocalStack;
import io.bisync.local.stack.ServiceProcess;
import io.bisync.local.stack.StackSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/** A suite with two pods that work off slices: one of them reaches the broker through a gate. */
final class Stage implements AutoCloseable {

    static final Set<String> ENTITIES = Set.of("order", "sales_out", "purchase");

    /** Of six lists, three of each of two accounts, each pod has half. */
    static final int SLICES_AT_ONCE = 3;

    /** Three windows of each list: a run is short, so each strike has one of its own. */
    static final int DAYS = 21;

    private static final int SPEED = 60;
    /** Of live pulls, which find nothing here. */
    private static final String PULLS = "5";
    /** As an ERP over the internet answers; without it a load would be over before it can be struck. */
    private static final Duration ANSWER = Duration.ofMillis(100);

    private final LocalStack stack;
    private final ServiceProcess gated;
    private final PageGate gate;

    private Stage(LocalStack stack) {
        this.stack = stack;
        gate = PageGate.open(stack.kafka().proxyPort(), stack.kafka().proxiedPort());
        gated = stack.addJushuitan(Map.of(
                "SPRING_KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:" + stack.kafka().proxyPort()));
        stack.jushuitan().faults().inject(new Fault(new Fault.Effect.Slow(ANSWER), Integer.MAX_VALUE, "/open/", null));
    }

    static Stage open(Path folder, int orders) {
        var settings = new StackSettings(folder, 7, orders, 0, SPEED, Duration.ofSeconds(1), Duration.ofSeconds(1))
                .withHistory(Duration.ofDays(DAYS - 1L))
                .withEntities(ENTITIES)
                .withJushuitan(Map.of(
                        "BI_RUNS_SLICESATONCE",
                        Integer.toString(SLICES_AT_ONCE),
                        "BI_RUNS_LEASE",
                        "5s",
                        "BI_PULL_SPEED",
                        PULLS));
        return new Stage(LocalStack.start(settings, _ -> {}));
    }

    LocalStack stack() {
        return stack;
    }

    /** The pod that is struck. */
    ServiceProcess gated() {
        return gated;
    }

    PageGate gate() {
        return gate;
    }

    /** The ERP answers at once. */
    void hurry() {
        stack.jushuitan().faults().clear();
    }

    @Override
    public void close() {
        try (stack;
                gate) {
            hurry();
        }
    }
}
