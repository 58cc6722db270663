package io.bisync.lane;

import java.time.Duration;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.kafka.listener.ListenerExecutionFailedException;
import org.springframework.kafka.support.converter.ConversionException;
import org.springframework.kafka.support.serializer.DeserializationException;
import org.springframework.messaging.converter.MessageConversionException;
import org.springframework.messaging.handler.invocation.MethodArgumentResolutionException;
import org.springframework.util.backoff.ExponentialBackOff;

/** Which failures are tried again, and when. */
final class LaneFailures {

    private LaneFailures() {}

    /** What a handler threw, out of what its adapter wrapped it in. */
    static Throwable cause(Throwable failure) {
        return failure instanceof ListenerExecutionFailedException && failure.getCause() != null
                ? failure.getCause()
                : failure;
    }

    /** Another attempt helps nobody where the record cannot be read or the method cannot take it, as Spring's own error handler has it. */
    static RetryPolicy retries(LaneSettings settings) {
        var backOff = new ExponentialBackOff(settings.firstRetry().toMillis(), 2);
        backOff.setMaxInterval(settings.longestRetry().toMillis());
        backOff.setMaxAttempts(settings.attempts() - 1L);
        backOff.setJitter(half(settings.firstRetry()));
        return RetryPolicy.builder()
                .backOff(backOff)
                .excludes(
                        DeserializationException.class,
                        MessageConversionException.class,
                        ConversionException.class,
                        MethodArgumentResolutionException.class,
                        NoSuchMethodException.class,
                        ClassCastException.class)
                .build();
    }

    private static long half(Duration wait) {
        return wait.toMillis() / 2;
    }
}
