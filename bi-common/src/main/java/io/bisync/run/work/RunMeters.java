package io.bisync.run.work;

import io.bisync.run.Slice;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Locale;

/** What is counted of slices. */
final class RunMeters {

    private final MeterRegistry registry;
    private final Timer publishing;

    RunMeters(MeterRegistry registry) {
        this.registry = registry;
        publishing = Timer.builder("bi.slices.publishing")
                .description("How long a page of a slice and its progress take until Kafka has committed them")
                .publishPercentileHistogram()
                .register(registry);
    }

    void publishing(Runnable page) {
        publishing.record(page);
    }

    /** Of a comparison nothing is published: its pages and rows are those that were compared. */
    void done(Slice slice, long rows) {
        counter("bi.slices.pages", "Pages of slices that are published or compared", slice)
                .increment();
        counter("bi.slices.rows", "Rows of slices that are published or compared", slice)
                .increment((double) rows);
    }

    /** @param outcome what became of it here: sent, complete, lost, failed, left, or rests */
    void ended(Slice slice, String outcome) {
        Counter.builder("bi.slices.ended")
                .description("Slices by what became of them in this process")
                .tag("kind", kind(slice))
                .tag("entity", slice.entity())
                .tag("outcome", outcome)
                .register(registry)
                .increment();
    }

    private Counter counter(String name, String description, Slice slice) {
        return Counter.builder(name)
                .description(description)
                .tag("kind", kind(slice))
                .tag("entity", slice.entity())
                .register(registry);
    }

    private static String kind(Slice slice) {
        return slice.kind().name().toLowerCase(Locale.ROOT);
    }
}
