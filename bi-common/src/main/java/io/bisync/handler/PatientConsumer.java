package io.bisync.handler;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.ShareConsumer;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.support.AopUtils;
import org.springframework.kafka.event.ConsumerRetryAuthEvent.Reason;

/**
 * A member of a share group that rests when the brokers refuse it, and tries again, as Spring's other containers let their
 * consumers do: its container for share groups would end it, and still say that it runs.
 */
final class PatientConsumer implements InvocationHandler {

    private static final Object[] NOTHING = {};

    private final ShareConsumer<byte[], byte[]> consumer;
    private final Duration rest;
    private final Consumer<Reason> refused;
    private long restUntil = System.nanoTime();

    private PatientConsumer(ShareConsumer<byte[], byte[]> consumer, Duration rest, Consumer<Reason> refused) {
        this.consumer = consumer;
        this.rest = rest;
        this.refused = refused;
    }

    /**
     * Stands before a consumer.
     *
     * @param refused is told at every try, on the consumer's thread
     */
    @SuppressWarnings("unchecked") // a proxy knows no type parameters
    static ShareConsumer<byte[], byte[]> around(
            ShareConsumer<byte[], byte[]> consumer, Duration rest, Consumer<Reason> refused) {
        return (ShareConsumer<byte[], byte[]>) Proxy.newProxyInstance(
                ShareConsumer.class.getClassLoader(),
                new Class<?>[] {ShareConsumer.class},
                new PatientConsumer(consumer, rest, refused));
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
        if (method.getName().equals("poll") && arguments != null && arguments[0] instanceof Duration most) {
            return poll(most);
        }
        return AopUtils.invokeJoinpointUsingReflection(
                consumer, method, Objects.requireNonNullElse(arguments, NOTHING));
    }

    /** No longer than a poll may take, so that a container that stops does not wait. */
    private ConsumerRecords<byte[], byte[]> poll(Duration most) {
        var left = restUntil - System.nanoTime();
        if (left > 0) {
            LockSupport.parkNanos(Math.min(left, most.toNanos()));
            return ConsumerRecords.empty();
        }
        try {
            return consumer.poll(most);
        } catch (AuthenticationException stranger) {
            return rest(Reason.AUTHENTICATION);
        } catch (AuthorizationException forbidden) {
            return rest(Reason.AUTHORIZATION);
        }
    }

    private ConsumerRecords<byte[], byte[]> rest(Reason reason) {
        restUntil = System.nanoTime() + rest.toNanos();
        refused.accept(reason);
        return ConsumerRecords.empty();
    }
}
