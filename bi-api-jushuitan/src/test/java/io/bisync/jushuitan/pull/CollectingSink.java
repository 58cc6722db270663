package io.bisync.jushuitan.pull;

import io.bisync.event.Event;
import io.bisync.jushuitan.page.EventSink;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Keeps what was published, and refuses pages while it is told to. */
public final class CollectingSink implements EventSink {

    private final List<Event> events = new ArrayList<>();
    private boolean refusing;
    private int refused;

    @Override
    public synchronized void publish(String topic, List<Event> page) {
        if (refusing) {
            refused++;
            throw new IllegalStateException("Kafka is away");
        }
        events.addAll(page);
    }

    public synchronized void refuse() {
        refusing = true;
    }

    public synchronized void accept() {
        refusing = false;
    }

    public synchronized int refused() {
        return refused;
    }

    public synchronized int size() {
        return events.size();
    }

    public synchronized List<Event> events() {
        return List.copyOf(events);
    }

    /** The newest version of every entity of an account. */
    public synchronized Map<String, Long> newest(String account) {
        Map<String, Long> newest = new HashMap<>();
        for (Event event : events) {
            Long version = event.version();
            String id = event.id();
            if (event.account().equals(account) && id != null && version != null) {
                newest.merge(id, version, Math::max);
            }
        }
        return newest;
    }
}
