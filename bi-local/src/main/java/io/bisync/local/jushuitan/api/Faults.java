package io.bisync.local.jushuitan.api;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The faults that wait for their calls, oldest first. */
public final class Faults {

    private final List<Fault> waiting = new ArrayList<>();

    /** Lets the fault happen to its next calls. */
    public synchronized void inject(Fault fault) {
        waiting.add(fault);
    }

    /** Forgets what has not happened yet. */
    public synchronized void clear() {
        waiting.clear();
    }

    /** What still waits. */
    public synchronized List<Fault> waiting() {
        return List.copyOf(waiting);
    }

    synchronized Fault.@Nullable Effect next(String path, @Nullable Long coId) {
        for (int i = 0; i < waiting.size(); i++) {
            Fault fault = waiting.get(i);
            if (fault.concerns(path, coId)) {
                if (fault.calls() <= 1) {
                    waiting.remove(i);
                } else {
                    waiting.set(i, new Fault(fault.effect(), fault.calls() - 1, fault.path(), fault.coId()));
                }
                return fault.effect();
            }
        }
        return null;
    }
}
