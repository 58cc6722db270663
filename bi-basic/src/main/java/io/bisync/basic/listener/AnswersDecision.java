package io.bisync.basic.listener;

import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The answer 200 has the version of a decision as its ETag. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@ApiResponse(
        responseCode = "200",
        description = "What is decided",
        useReturnTypeSchema = true,
        headers =
                @Header(
                        name = "ETag",
                        description = "Version of the decision, 0 where there is none: send it as If-Match",
                        required = true,
                        schema = @Schema(type = "string")))
@interface AnswersDecision {}
