package io.bisync.basic.http;

import io.bisync.operations.OutageLog;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.HandlerInterceptor;

/** PostgreSQL is away from the first request that it fails to the first one that it serves. */
public final class DatabaseOutage implements HandlerInterceptor {

    private final OutageLog outageLog;

    DatabaseOutage(MeterRegistry meters) {
        var code = Code.DATABASE_DOWN.text();
        outageLog = new OutageLog(
                "PostgreSQL",
                code,
                Counter.builder("bi.database.problems")
                        .description("Times that PostgreSQL stopped answering")
                        .tag("code", code)
                        .register(meters));
    }

    /** It did not do what it was asked. */
    public void begins(Exception cause) {
        Throwable root = cause;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        outageLog.begins("requests are refused until it does; callers try again by themselves (%s)"
                .formatted(root.getClass().getSimpleName()));
    }

    @Override
    public void afterCompletion(
            HttpServletRequest request, HttpServletResponse response, Object handler, @Nullable Exception failure) {
        if (HttpStatus.valueOf(response.getStatus()).is2xxSuccessful()) {
            outageLog.ends();
        }
    }
}
