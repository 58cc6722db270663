package io.bisync.jushuitan;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.bisync.event.Trace;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.LoggerFactory;

/** The lines of DEBUG that say where a change is on its way, by the trace that they name. */
final class TraceLog implements AutoCloseable {

    private record Listened(Logger logger, Level before) {}

    private final ListAppender<ILoggingEvent> appender = new ListAppender<>();
    private final List<Listened> listened;

    TraceLog(String... packages) {
        appender.start();
        listened = Stream.of(packages)
                .map(it -> (Logger) LoggerFactory.getLogger(it))
                .map(it -> new Listened(it, it.getLevel()))
                .toList();
        listened.forEach(it -> it.logger().setLevel(Level.DEBUG));
        listened.forEach(it -> it.logger().addAppender(appender));
    }

    /** The traces of lines that begin so. */
    Set<String> traces(String beginning) {
        // The appender's own lock: the service logs while this reads.
        synchronized (appender) {
            return appender.list.stream()
                    .filter(it -> it.getFormattedMessage().startsWith(beginning))
                    .flatMap(TraceLog::traces)
                    .collect(Collectors.toSet());
        }
    }

    @Override
    public void close() {
        listened.forEach(it -> it.logger().detachAppender(appender));
        listened.forEach(it -> it.logger().setLevel(it.before()));
    }

    private static Stream<String> traces(ILoggingEvent event) {
        Stream<String> thread = Stream.ofNullable(event.getMDCPropertyMap().get(Trace.KEY));
        if (event.getKeyValuePairs() == null) {
            return thread;
        }
        return Stream.concat(
                thread,
                event.getKeyValuePairs().stream()
                        .filter(it -> it.key.equals(Trace.KEY))
                        .flatMap(it -> it.value instanceof Collection<?> many
                                ? many.stream().map(String::valueOf)
                                : Stream.of(String.valueOf(it.value))));
    }
}
