package io.bisync.basic.http;

import jakarta.validation.ConstraintViolationException;
import java.sql.SQLException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.NonTransientDataAccessResourceException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.transaction.TransactionException;
import org.springframework.validation.FieldError;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DatabindException;

/** Turns what goes wrong into problems. None of them quotes the request: it may hold a secret. */
@RestControllerAdvice
final class ProblemAdvice extends ResponseEntityExceptionHandler {

    private static final Logger log = LoggerFactory.getLogger(ProblemAdvice.class);

    /** The class of SQL states of values that do not fit. */
    private static final String DATA_EXCEPTION = "22";

    private final DatabaseOutage database;

    ProblemAdvice(DatabaseOutage database) {
        this.database = database;
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> refused(RefusedException e) {
        return answer(Problems.of(e.code(), String.valueOf(e.getMessage())));
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> invalid(ConstraintViolationException e) {
        var fields = e.getConstraintViolations().stream()
                .map(violation -> violation.getPropertyPath() + " " + violation.getMessage())
                .sorted()
                .collect(Collectors.joining("; "));
        return answer(Problems.of(Code.INVALID, fields));
    }

    @ExceptionHandler({
        NonTransientDataAccessResourceException.class,
        RecoverableDataAccessException.class,
        TransientDataAccessException.class,
        TransactionException.class
    })
    ResponseEntity<ProblemDetail> databaseDown(Exception e) {
        database.begins(e);
        return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
                .header(HttpHeaders.RETRY_AFTER, Problems.RETRY_AFTER_SECONDS)
                .body(Problems.of(Code.DATABASE_DOWN, Problems.DATABASE_DOWN));
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> unexpected(Exception e) {
        log.atError()
                .addKeyValue("code", Code.UNEXPECTED.text())
                .setCause(e)
                .log("{} A request failed", Code.UNEXPECTED.text());
        return answer(Problems.of(Code.UNEXPECTED, "Something that was not foreseen; the log of bi-basic has it"));
    }

    @Override
    protected ResponseEntity<Object> handleMethodArgumentNotValid(
            MethodArgumentNotValidException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        var fields = e.getBindingResult().getFieldErrors().stream()
                .map(error -> error.getField() + " " + error.getDefaultMessage())
                .sorted()
                .collect(Collectors.joining("; "));
        return ResponseEntity.badRequest().body(Problems.of(Code.INVALID, fields));
    }

    @Override
    protected ResponseEntity<Object> handleHttpMessageNotReadable(
            HttpMessageNotReadableException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        if (e.getMostSpecificCause() instanceof BodyTooLargeException tooLarge) {
            return ResponseEntity.status(Code.TOO_LARGE.status())
                    .body(Problems.of(Code.TOO_LARGE, String.valueOf(tooLarge.getMessage())));
        }
        var detail = e.getCause() instanceof JacksonException misfit
                ? BodyDefect.of(misfit)
                : "The body is not the JSON that this address takes; see /v3/api-docs";
        return ResponseEntity.badRequest().body(Problems.of(Code.INVALID, detail));
    }

    /** A body that was bound by hand. */
    @ExceptionHandler
    ResponseEntity<ProblemDetail> misfit(DatabindException e) {
        return answer(Problems.of(Code.INVALID, BodyDefect.of(e)));
    }

    @Override
    protected ResponseEntity<Object> handleHandlerMethodValidationException(
            HandlerMethodValidationException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        var parameters = e.getParameterValidationResults().stream()
                .flatMap(result -> result.getResolvableErrors().stream()
                        .map(error -> (error instanceof FieldError field
                                        ? field.getField()
                                        : result.getMethodParameter().getParameterName())
                                + " " + error.getDefaultMessage()))
                .sorted()
                .collect(Collectors.joining("; "));
        return ResponseEntity.badRequest().body(Problems.of(Code.INVALID, parameters));
    }

    /** What no rule of a field caught, and the database does not take: its message may quote the value. */
    @ExceptionHandler
    ResponseEntity<ProblemDetail> unfit(DataIntegrityViolationException e) {
        if (e.getMostSpecificCause() instanceof SQLException sql
                && String.valueOf(sql.getSQLState()).startsWith(DATA_EXCEPTION)) {
            return answer(Problems.of(Code.INVALID, "A value is longer or larger than what can be kept"));
        }
        return unexpected(e);
    }

    @Override
    protected ResponseEntity<Object> handleExceptionInternal(
            Exception e, @Nullable Object body, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        var code = status.value() == 404 || status.value() == 405 ? Code.NO_SUCH_ADDRESS : Code.INVALID;
        var detail = body instanceof ProblemDetail problem && problem.getDetail() != null
                ? problem.getDetail()
                : "See /v3/api-docs for what this address takes";
        return ResponseEntity.status(status).headers(headers).body(Problems.of(code, status, detail));
    }

    private static ResponseEntity<ProblemDetail> answer(ProblemDetail problem) {
        return ResponseEntity.status(problem.getStatus()).body(problem);
    }
}
