package io.bisync.handler;

import io.bisync.failure.Causes;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.kafka.listener.BatchListenerFailedException;
import org.springframework.kafka.listener.ExceptionClassifier;
import org.springframework.kafka.listener.ListenerExecutionFailedException;

/** What failures of handlers mean, where Spring's own error handler does not look at them. */
public final class Failures {

    private static final List<Class<? extends Throwable>> FATAL = ExceptionClassifier.defaultFatalExceptionsList();

    private Failures() {}

    /** Whether another attempt helps nobody, as the record cannot be read or the method cannot take it: Spring's own list. */
    public static boolean isFatal(Throwable failure) {
        return Causes.of(failure).stream().anyMatch(Failures::isListed);
    }

    private static boolean isListed(Throwable failure) {
        return FATAL.stream().anyMatch(it -> it.isInstance(failure));
    }

    /** What a method threw, out of what was wrapped around it on its way here. */
    public static Throwable cause(Throwable failure) {
        var cause = failure;
        while ((cause instanceof ListenerExecutionFailedException || cause instanceof BatchListenerFailedException)
                && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }

    /** The class of what a method threw: its message may quote what the record says. */
    public static String name(@Nullable Throwable failure) {
        return failure == null ? "unknown" : cause(failure).getClass().getName();
    }
}
