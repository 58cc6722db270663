package io.bisync.basic.token;

import io.bisync.account.RefreshKind;
import io.bisync.basic.http.Code;
import io.bisync.basic.http.Refuses;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** ERP tokens over REST, for services; everything secret is sealed. */
@RestController
@RequestMapping("/api/accounts/{id}")
@Tag(name = "For services", description = "What services that speak to an ERP need")
@Refuses({Code.NO_ACCOUNT, Code.OTHER_SOURCE})
class TokenResource {

    /**
     * Who asks.
     *
     * @param holder which process: the lease to refresh is its alone
     */
    record AccessRequest(@NotBlank @Size(max = 200) String holder) {}

    /**
     * A token to call with, or the duty to fetch one.
     *
     * @param state GRANTED: here is a token; REFRESH: fetch one, the lease is yours; WAIT: somebody else fetches one; NEEDS_AUTHORISATION: the merchant has to authorise the app
     * @param expiresAt when the ERP's token ends
     * @param pause how long to wait before asking again
     * @param fence the number of the lease under which the new token is stored; 0 without a lease
     * @param kind which call fetches the token
     * @param accessToken sealed; only who has the keyset can open it
     * @param refreshToken sealed
     * @param appKey for the call that fetches the token
     * @param appSecret sealed
     */
    record AccessAnswer(
            State state,
            @Nullable Instant expiresAt,
            @Nullable Duration pause,
            long fence,
            @Nullable RefreshKind kind,
            @Nullable String accessToken,
            @Nullable String refreshToken,
            @Nullable String appKey,
            @Nullable String appSecret) {

        enum State {
            GRANTED,
            REFRESH,
            WAIT,
            NEEDS_AUTHORISATION
        }

        static AccessAnswer granted(String accessToken, Instant expiresAt) {
            return new AccessAnswer(State.GRANTED, expiresAt, null, 0, null, accessToken, null, null, null);
        }

        static AccessAnswer refresh(
                long fence, RefreshKind kind, String appKey, String appSecret, @Nullable String refreshToken) {
            return new AccessAnswer(State.REFRESH, null, null, fence, kind, null, refreshToken, appKey, appSecret);
        }

        static AccessAnswer pause(State state, Duration pause) {
            return new AccessAnswer(state, null, pause, 0, null, null, null, null, null);
        }
    }

    /**
     * What the ERP answered.
     *
     * @param fence the number of the lease
     * @param accessToken sealed
     * @param refreshToken sealed
     */
    record NewToken(
            @Positive long fence,
            @NotBlank @Size(max = 4000) String accessToken,
            @Nullable @Size(max = 4000) String refreshToken,
            @NotNull Instant expiresAt) {}

    /**
     * A token that the ERP rejected.
     *
     * @param sha256 the hash of the token, in hexadecimal
     */
    record RejectedToken(
            @NotNull @Pattern(regexp = "[0-9a-f]{64}") String sha256) {}

    private final Tokens tokens;

    TokenResource(Tokens tokens) {
        this.tokens = tokens;
    }

    @PostMapping("/access")
    @Operation(operationId = "getAccess", summary = "The token to call the ERP with, or the lease to fetch one")
    @Refuses({Code.DISABLED, Code.NO_CREDENTIALS})
    AccessAnswer access(@PathVariable String id, @Valid @RequestBody AccessRequest request) {
        return tokens.access(id, request.holder());
    }

    @PutMapping("/token")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(operationId = "storeToken", summary = "Store what the ERP answered to the holder of the refresh lease")
    @Refuses({Code.REFRESH_LEASE_LOST, Code.OTHER_KEYSET})
    void store(@PathVariable String id, @Valid @RequestBody NewToken token) {
        tokens.store(id, token);
    }

    @PostMapping("/token/rejected")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(operationId = "rejectToken", summary = "Say that the ERP rejected a token before its time")
    void rejected(@PathVariable String id, @Valid @RequestBody RejectedToken token) {
        tokens.rejected(id, token.sha256());
    }
}
