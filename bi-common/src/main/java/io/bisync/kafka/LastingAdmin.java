package io.bisync.kafka;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.support.AopUtils;
import org.springframework.context.event.EventListener;

/**
 * An admin client for as long as the application runs. Kafka's own may answer with an old refusal for ever, so a new one takes
 * its place when the brokers let the application in again.
 */
public final class LastingAdmin implements AutoCloseable {

    private static final Object[] NOTHING = {};

    private final Map<String, Object> settings;
    private final Admin admin;
    private @Nullable Admin open;

    /** Connects when it is asked first. */
    public LastingAdmin(Map<String, Object> settings) {
        this.settings = Map.copyOf(settings);
        this.admin = (Admin) Proxy.newProxyInstance(
                Admin.class.getClassLoader(),
                new Class<?>[] {Admin.class},
                (_, method, arguments) -> AopUtils.invokeJoinpointUsingReflection(
                        open(), method, Objects.requireNonNullElse(arguments, NOTHING)));
    }

    /** The client for everybody: the same one always, whatever stands behind it. */
    public Admin admin() {
        return admin;
    }

    private synchronized Admin open() {
        var now = open;
        if (now == null) {
            now = Admin.create(settings);
            open = now;
        }
        return now;
    }

    @EventListener
    void begin(Admitted again) {
        close();
    }

    /** What is under way fails; whoever asks again gets a new client. */
    @Override
    public synchronized void close() {
        var before = open;
        open = null;
        if (before != null) {
            before.close(Duration.ZERO);
        }
    }
}
