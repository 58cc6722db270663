package io.bisync.account.api;

import io.bisync.account.api.TokenApi.AccessAnswer;
import io.bisync.account.api.TokenApi.AccessRequest;
import jakarta.validation.Valid;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.PostExchange;

/** Links by which merchants let a service provider's app in, named by the SHA-256 of their state: the state itself is told once. */
public interface AuthorisationApi {

    @GetExchange("/api/authorisations/{sha256}")
    Opened authorisation(@PathVariable String sha256);

    @PostExchange("/api/accounts/{id}/authorisations/{sha256}/use")
    AccessAnswer useAuthorisation(
            @PathVariable String id, @PathVariable String sha256, @Valid @RequestBody AccessRequest request);

    /**
     * A link that is open.
     *
     * @param account whose app is to be let in
     * @param appKey that app's key
     * @param appSecret sealed
     */
    record Opened(String account, String appKey, String appSecret) {}
}
