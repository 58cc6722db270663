package io.bisync.account.api;

import io.bisync.account.RefreshKind;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.service.annotation.PostExchange;
import org.springframework.web.service.annotation.PutExchange;

/** The ERP's tokens; everything secret is sealed. */
public interface TokenApi {

    @PostExchange("/api/accounts/{id}/access")
    AccessAnswer access(@PathVariable String id, @Valid @RequestBody AccessRequest request);

    @PutExchange("/api/accounts/{id}/token")
    void storeToken(@PathVariable String id, @Valid @RequestBody NewToken token);

    @PostExchange("/api/accounts/{id}/token/rejected")
    void tokenRejected(@PathVariable String id, @Valid @RequestBody RejectedToken token);

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

        public enum State {
            GRANTED,
            REFRESH,
            WAIT,
            NEEDS_AUTHORISATION
        }

        public static AccessAnswer granted(String accessToken, Instant expiresAt) {
            return new AccessAnswer(State.GRANTED, expiresAt, null, 0, null, accessToken, null, null, null);
        }

        public static AccessAnswer refresh(
                long fence, RefreshKind kind, String appKey, String appSecret, @Nullable String refreshToken) {
            return new AccessAnswer(State.REFRESH, null, null, fence, kind, null, refreshToken, appKey, appSecret);
        }

        public static AccessAnswer pause(State state, Duration pause) {
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
}
