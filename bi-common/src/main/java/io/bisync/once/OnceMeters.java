package io.bisync.once;

import io.bisync.once.store.IdStore;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/** What became of the events of one processor, and on which way; what its store holds. */
final class OnceMeters {

    private final Map<Outcome, Counter> outcomes = new EnumMap<>(Outcome.class);
    private final Map<State, Counter> states = new EnumMap<>(State.class);
    private final Counter unconfirmed;

    OnceMeters(MeterRegistry registry, String processor, IdStore store) {
        for (var outcome : Outcome.values()) {
            outcomes.put(
                    outcome,
                    Counter.builder("bi.once.events")
                            .description("Events by what became of them")
                            .tags("processor", processor, "outcome", outcome.text())
                            .register(registry));
        }
        for (var state : State.values()) {
            states.put(
                    state,
                    Counter.builder("bi.once.states")
                            .description("Events that came to a state")
                            .tags("processor", processor, "state", state.text())
                            .register(registry));
        }
        unconfirmed = Counter.builder("bi.once.unconfirmed")
                .description("Events that were written while the store did not take their ids")
                .tag("processor", processor)
                .register(registry);
        Gauge.builder("bi.once.ids", store, IdStore::ids)
                .description("Ids that are held")
                .tag("processor", processor)
                .register(registry);
        Gauge.builder("bi.once.size", store, IdStore::bytes)
                .description("What the ids take, of memory or of a file")
                .baseUnit("bytes")
                .tag("processor", processor)
                .register(registry);
        FunctionCounter.builder("bi.once.forgotten", store, IdStore::forgotten)
                .description("Ids that were forgotten before their window was over")
                .tag("processor", processor)
                .register(registry);
    }

    void came(Outcome outcome) {
        Objects.requireNonNull(outcomes.get(outcome)).increment();
    }

    void reached(State state) {
        Objects.requireNonNull(states.get(state)).increment();
    }

    void unconfirmed() {
        unconfirmed.increment();
    }
}
