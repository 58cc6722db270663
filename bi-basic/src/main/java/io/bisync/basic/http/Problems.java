package io.bisync.basic.http;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.Locale;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;

/** Problems as RFC 9457 shapes them: a stable type, a code, and what to do. */
public final class Problems {

    static final String RETRY_AFTER_SECONDS = "5";
    static final String DATABASE_DOWN = "The operational database does not answer; try again";

    Problems() {}

    static ProblemDetail of(Code code, String detail) {
        return of(code, code.status(), detail);
    }

    static ProblemDetail of(Code code, HttpStatusCode status, String detail) {
        var problem = ProblemDetail.forStatusAndDetail(status, detail);
        problem.setType(URI.create("urn:bisync:error:" + code.text().toLowerCase(Locale.ROOT)));
        problem.setProperty("code", code.text());
        return problem;
    }

    /** The answer of a filter that could not ask the database. */
    public void writeDatabaseDown(HttpServletResponse response) throws IOException {
        response.setHeader(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
        write(response, Code.DATABASE_DOWN, DATABASE_DOWN);
    }

    /** Answers from outside the controllers: filters and security. */
    public void write(HttpServletResponse response, Code code, String detail) throws IOException {
        response.setStatus(code.status().value());
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        BodyMapper.JSON.writeValue(response.getOutputStream(), of(code, detail));
    }
}
