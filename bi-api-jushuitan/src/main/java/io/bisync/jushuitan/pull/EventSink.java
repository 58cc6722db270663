package io.bisync.jushuitan.pull;

import io.bisync.event.Event;
import java.util.List;

/** Where a page of events goes; returns when Kafka has acknowledged all of it. */
@FunctionalInterface
interface EventSink {

    void publish(String topic, List<Event> page);
}
