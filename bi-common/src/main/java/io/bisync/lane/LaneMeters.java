package io.bisync.lane;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** What came of the records of one listener. */
final class LaneMeters {

    private final Counter handled;
    private final Counter retried;
    private final Counter setAside;
    private final Counter repeats;

    LaneMeters(MeterRegistry registry, String listener) {
        handled = counter(registry, "bi.lanes.records.handled", "Records that a handler took", listener);
        retried = counter(registry, "bi.lanes.records.retried", "Attempts that failed and come again", listener);
        setAside =
                counter(registry, "bi.lanes.records.rejected", "Records that went to the dead letter topic", listener);
        repeats = counter(
                registry, "bi.lanes.records.repeated", "Records that another member gets again, at most", listener);
    }

    private static Counter counter(MeterRegistry registry, String name, String description, String listener) {
        return Counter.builder(name)
                .description(description)
                .tag("listener", listener)
                .register(registry);
    }

    void handled() {
        handled.increment();
    }

    void retried() {
        retried.increment();
    }

    void setAside() {
        setAside.increment();
    }

    void repeats(long records) {
        repeats.increment((double) records);
    }
}
