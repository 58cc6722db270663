package io.bisync.basic.account;

import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The answer 200 is an account, with its version as its ETag. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@ApiResponse(
        responseCode = "200",
        description = "The account",
        useReturnTypeSchema = true,
        headers =
                @Header(
                        name = "ETag",
                        description = "Version of the account: send it as If-Match",
                        required = true,
                        schema = @Schema(type = "string")))
@interface AnswersAccount {}
