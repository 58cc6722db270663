package io.bisync.server;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.server.AbstractConnector;
import org.eclipse.jetty.server.internal.HttpConnection;
import org.eclipse.jetty.util.component.AbstractLifeCycle;

/**
 * Closes the connections of clients that take too long. Jetty itself bounds the time without any byte, so a client that
 * sends one now and then would stay for ever; its minimal data rate also refuses honest clients whose second packet is late.
 */
final class SlowClients extends AbstractLifeCycle implements Connection.Listener {

    /** What a connection is at. */
    enum Stage {
        /** It opened, or a request began: its head is not complete. */
        HEAD,
        BODY,
        /** A request is over and no other has begun. */
        BETWEEN,
        /** The request is complete: how long the answer takes is not the client's matter. */
        ANSWER;

        static Stage of(HttpConnection connection) {
            var parser = connection.getParser();
            if (parser.isStart()) {
                return connection.getMessagesIn() == 0 ? HEAD : BETWEEN;
            }
            if (parser.inHeaderState()) {
                return HEAD;
            }
            return parser.inContentState() ? BODY : ANSWER;
        }
    }

    /** Since when a connection is at the same stage of the same request. */
    private record Since(Stage stage, long request, long nanos) {

        Since now(HttpConnection connection, long now) {
            var is = Stage.of(connection);
            var requests = connection.getMessagesIn();
            return is == stage && requests == request ? this : new Since(is, requests, now);
        }
    }

    private static final long LOOK_MILLIS = 1_000;

    private final AbstractConnector connector;
    private final Map<Stage, Long> limits = new EnumMap<>(Stage.class);
    private final Map<Stage, Counter> closed = new EnumMap<>(Stage.class);
    private final Map<HttpConnection, Since> open = new ConcurrentHashMap<>();

    SlowClients(AbstractConnector connector, ServerProperties properties, MeterRegistry meters) {
        this.connector = connector;
        limit(Stage.HEAD, properties.headTime(), meters);
        limit(Stage.BODY, properties.bodyTime(), meters);
        limit(Stage.BETWEEN, Duration.ofMillis(connector.getIdleTimeout()), meters);
    }

    private void limit(Stage stage, Duration longest, MeterRegistry meters) {
        limits.put(stage, longest.toNanos());
        closed.put(
                stage,
                Counter.builder("bi.server.slow.clients")
                        .description("Connections that were closed because their client took too long")
                        .tag("at", stage.name().toLowerCase(Locale.ROOT))
                        .register(meters));
    }

    @Override
    public void onOpened(Connection connection) {
        if (connection instanceof HttpConnection http) {
            open.put(http, new Since(Stage.HEAD, 0, System.nanoTime()));
        }
    }

    @Override
    public void onClosed(Connection connection) {
        if (connection instanceof HttpConnection http) {
            open.remove(http);
        }
    }

    @Override
    protected void doStart() {
        lookLater();
    }

    private void lookLater() {
        var _ = connector.getScheduler().schedule(this::look, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void look() {
        try {
            var now = System.nanoTime();
            open.forEach((connection, before) -> look(connection, before.now(connection, now), now));
        } finally {
            if (isRunning()) {
                lookLater();
            }
        }
    }

    private void look(HttpConnection connection, Since since, long now) {
        var limit = limits.get(since.stage());
        if (limit == null || now - since.nanos() < limit) {
            open.replace(connection, since);
            return;
        }
        var counter = closed.get(since.stage());
        if (open.remove(connection) != null && counter != null) {
            counter.increment();
            // An exception of this kind gets no log line: a line for each would be the attack's next step.
            connection.getEndPoint().close(new EofException("The client took too long: " + since.stage()));
        }
    }
}
