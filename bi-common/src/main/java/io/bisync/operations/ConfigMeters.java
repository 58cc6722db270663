package io.bisync.operations;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;

/** Counts what is wrong with Nacos, by code; from the start, as a counter that comes with its first case is overlooked. */
final class ConfigMeters {

    private final MeterRegistry registry;

    ConfigMeters(MeterRegistry registry) {
        this.registry = registry;
        for (var code : List.of("BI-CONFIG-02", "BI-CONFIG-03", "BI-CONFIG-04")) {
            var _ = counter(code);
        }
    }

    void count(String code) {
        counter(code).increment();
    }

    Counter counter(String code) {
        return Counter.builder("bi.config.problems")
                .description("What is wrong with settings or with Nacos, by the code of docs/errors.md")
                .tag("code", code)
                .register(registry);
    }
}
