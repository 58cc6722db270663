package io.bisync.leke.bridge;

import io.bisync.leke.bridge.Answer.Refused;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.Locale;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.json.ProblemDetailJacksonMixin;
import tools.jackson.databind.json.JsonMapper;

/** Refusals as RFC 9457 shapes them: a stable type, a code, and what to do. */
final class HttpProblems {

    private static final JsonMapper JSON = JsonMapper.builder()
            .addMixIn(ProblemDetail.class, ProblemDetailJacksonMixin.class)
            .build();

    private HttpProblems() {}

    static ProblemDetail of(Refused refused) {
        var problem = ProblemDetail.forStatusAndDetail(refused.refusal().http, refused.detail());
        problem.setType(URI.create("urn:bisync:error:" + refused.code().toLowerCase(Locale.ROOT)));
        problem.setProperty("code", refused.code());
        return problem;
    }

    static ResponseEntity<Object> answer(Refused refused, ProblemDetail problem) {
        var headers = new HttpHeaders();
        headers.setContentType(MediaType.APPLICATION_PROBLEM_JSON);
        var pause = refused.refusal().retryAfter;
        if (pause != null) {
            headers.set(HttpHeaders.RETRY_AFTER, String.valueOf(pause.toSeconds()));
        }
        if (refused.refusal() == Refusal.UNAUTHENTICATED) {
            headers.set(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        }
        return new ResponseEntity<>(problem, headers, refused.refusal().http);
    }

    /** The answer of a filter. */
    static void write(HttpServletResponse response, Refused refused) throws IOException {
        var answer = answer(refused, of(refused));
        response.setStatus(answer.getStatusCode().value());
        answer.getHeaders().forEach((name, values) -> values.forEach(it -> response.setHeader(name, it)));
        JSON.writeValue(response.getOutputStream(), answer.getBody());
    }
}
