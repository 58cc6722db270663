package io.bisync.jushuitan.call;

import io.bisync.jushuitan.openapi.Call;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Set;

/** Counts every call to Jushuitan by account, path and the code that came back. */
final class CallMeters {

    private static final Set<String> KNOWN = Set.of(
            "0",
            "10",
            "100",
            "110",
            "120",
            "130",
            "140",
            "150",
            "160",
            "170",
            "180",
            "190",
            "199",
            "200",
            "21024",
            "malformed",
            "unreachable",
            "http",
            "large");

    private final MeterRegistry registry;

    CallMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    void called(String account, Call call) {
        registry.counter(
                        "bi.pull.calls",
                        "account",
                        account,
                        "path",
                        call.path(),
                        "code",
                        KNOWN.contains(call.code()) ? call.code() : "other")
                .increment();
    }
}
