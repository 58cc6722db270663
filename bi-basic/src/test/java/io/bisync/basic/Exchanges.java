package io.bisync.basic;

import static org.assertj.core.api.Assertions.assertThat;

import io.bisync.basic.ApiContract.Exchange;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.ContentCachingRequestWrapper;
import org.springframework.web.util.ContentCachingResponseWrapper;

/** Everything that is asked and answered in these tests, whoever asks, held against what bi-basic says of itself. */
final class Exchanges {

    private static final ConcurrentLinkedQueue<Exchange> RECORDED = new ConcurrentLinkedQueue<>();
    private static @Nullable ApiContract contract;

    /** All servers describe themselves alike: the first one is asked. */
    static synchronized void describedBy(BasicServer server) {
        if (contract == null) {
            contract = new ApiContract(server.nobody().get("/v3/api-docs").json());
        }
    }

    /** What was recorded since the last time is described. */
    static void check() {
        var kept = contract;
        if (kept == null) {
            return;
        }
        var deviations = new ArrayList<String>();
        for (var next = RECORDED.poll(); next != null; next = RECORDED.poll()) {
            deviations.addAll(kept.deviations(next));
        }
        assertThat(deviations).as("what /v3/api-docs does not describe").isEmpty();
    }

    static final class Recorder extends OncePerRequestFilter {

        private static final int LONGEST = 8 * 1024 * 1024;

        @Override
        protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
                throws ServletException, IOException {
            var asked = new ContentCachingRequestWrapper(request, LONGEST);
            var answered = new ContentCachingResponseWrapper(response);
            chain.doFilter(asked, answered);
            RECORDED.add(new Exchange(
                    request.getMethod(),
                    request.getRequestURI(),
                    Objects.requireNonNullElse(request.getContentType(), ""),
                    new String(asked.getContentAsByteArray(), StandardCharsets.UTF_8),
                    answered.getStatus(),
                    Set.copyOf(answered.getHeaderNames()),
                    Objects.requireNonNullElse(answered.getContentType(), ""),
                    new String(answered.getContentAsByteArray(), StandardCharsets.UTF_8)));
            answered.copyBodyToResponse();
        }
    }

    private Exchanges() {}
}
