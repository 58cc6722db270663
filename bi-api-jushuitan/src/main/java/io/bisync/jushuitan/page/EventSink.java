package io.bisync.jushuitan.page;

import io.bisync.event.Event;
import java.util.List;

/** Where a page of events goes; returns when Kafka has acknowledged all of it. */
@FunctionalInterface
public interface EventSink {

    void publish(String topic, List<Event> page);
}
