package io.bisync.operations;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** Counts what is wrong with settings, by code. */
final class ConfigMeters {

    private ConfigMeters() {}

    static Counter problems(MeterRegistry registry, String code) {
        return registry.counter("bi.config.problems", "code", code);
    }
}
