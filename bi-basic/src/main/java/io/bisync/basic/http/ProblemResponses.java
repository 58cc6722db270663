package io.bisync.basic.http;

import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.springdoc.core.customizers.OperationCustomizer;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.method.HandlerMethod;

/** Adds to each operation what can go wrong: its own codes ({@link Refuses}) and those that every call may meet. */
@SuppressWarnings({"rawtypes", "unchecked"}) // The signatures of swagger's models.
final class ProblemResponses implements OperationCustomizer {

    static final String PROBLEM = "Problem";

    private static final String REFERENCE = "#/components/schemas/" + PROBLEM;

    /** The shape that all problems have. */
    static Schema<?> problem() {
        return new ObjectSchema()
                .description("A problem (RFC 9457); docs/errors.md says of each code what to do")
                .addProperty("type", new StringSchema().format("uri").example("urn:bisync:error:bi-basic-01"))
                .addProperty("title", new StringSchema())
                .addProperty("status", new IntegerSchema())
                .addProperty(
                        "detail", new StringSchema().description("What is wrong, without the values that were sent"))
                .addProperty("instance", new StringSchema().format("uri-reference"))
                .addProperty(
                        "code",
                        new StringSchema().pattern("^BI-BASIC-[0-9]{2}$").example("BI-BASIC-01"))
                .required(List.of("title", "status", "detail", "code", "type"));
    }

    @Override
    public Operation customize(Operation operation, HandlerMethod method) {
        var problems = new TreeMap<HttpStatus, Set<String>>();
        for (var code : codes(operation, method)) {
            note(problems, code.status(), code);
        }
        if (operation.getRequestBody() != null) {
            note(problems, HttpStatus.UNSUPPORTED_MEDIA_TYPE, Code.INVALID);
        }
        if (operation.getResponses().values().stream().anyMatch(answer -> answer.getContent() != null)) {
            note(problems, HttpStatus.NOT_ACCEPTABLE, Code.INVALID);
        }
        problems.forEach((status, texts) ->
                operation.getResponses().addApiResponse(String.valueOf(status.value()), response(status, texts)));
        return operation;
    }

    private static EnumSet<Code> codes(Operation operation, HandlerMethod method) {
        var codes = EnumSet.of(Code.UNAUTHENTICATED, Code.ROLE_MISSING, Code.DATABASE_DOWN, Code.UNEXPECTED);
        if (operation.getRequestBody() != null || operation.getParameters() != null) {
            codes.add(Code.INVALID);
        }
        if (operation.getRequestBody() != null) {
            codes.add(Code.TOO_LARGE);
        }
        for (var refuses : new Refuses[] {
            method.getBeanType().getAnnotation(Refuses.class), method.getMethodAnnotation(Refuses.class)
        }) {
            if (refuses != null) {
                codes.addAll(List.of(refuses.value()));
            }
        }
        return codes;
    }

    private static void note(Map<HttpStatus, Set<String>> problems, HttpStatus status, Code code) {
        problems.computeIfAbsent(status, _ -> new TreeSet<>()).add(code.text());
    }

    private static ApiResponse response(HttpStatus status, Set<String> codes) {
        var response = new ApiResponse()
                .description("%s: %s".formatted(status.getReasonPhrase(), String.join(", ", codes)))
                .content(new Content()
                        .addMediaType(
                                org.springframework.http.MediaType.APPLICATION_PROBLEM_JSON_VALUE,
                                new MediaType().schema(new Schema<>().$ref(REFERENCE))));
        switch (status) {
            case UNAUTHORIZED -> response.addHeaderObject(HttpHeaders.WWW_AUTHENTICATE, header("Bearer"));
            case SERVICE_UNAVAILABLE -> response.addHeaderObject(HttpHeaders.RETRY_AFTER, header("Seconds"));
            default -> {}
        }
        return response;
    }

    static boolean isProblem(ApiResponse answer) {
        return answer.getContent() != null
                && answer.getContent().containsKey(org.springframework.http.MediaType.APPLICATION_PROBLEM_JSON_VALUE);
    }

    static Header header(String description) {
        return new Header().description(description).required(true).schema(new StringSchema());
    }
}
