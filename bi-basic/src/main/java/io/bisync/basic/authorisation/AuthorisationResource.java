package io.bisync.basic.authorisation;

import io.bisync.account.api.AuthorisationApi;
import io.bisync.account.api.TokenApi.AccessAnswer;
import io.bisync.account.api.TokenApi.AccessRequest;
import io.bisync.basic.http.Code;
import io.bisync.basic.http.Refuses;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Authorisations over REST: opened by administrators, used by the service that speaks to the ERP. */
@RestController
@Tag(name = "Authorisations", description = "Links by which merchants let a service provider's app in")
@Refuses({Code.NO_ACCOUNT, Code.OTHER_SOURCE, Code.DISABLED, Code.NO_CREDENTIALS})
class AuthorisationResource implements AuthorisationApi {

    private final Authorisations authorisations;

    AuthorisationResource(Authorisations authorisations) {
        this.authorisations = authorisations;
    }

    @PostMapping("/api/accounts/{id}/authorisations")
    @Operation(
            operationId = "openAuthorisation",
            summary = "A link for the merchant's browser, good once and for 15 minutes; it ends the one before")
    @Refuses(Code.NO_AUTHORISATION)
    Link open(@PathVariable String id) {
        return authorisations.open(id);
    }

    @Override
    @Operation(
            operationId = "getAuthorisation",
            summary = "For services: whose link that is, named by the hash of its state")
    @Refuses(Code.NOT_OPEN)
    public Opened authorisation(String sha256) {
        return authorisations.opened(sha256);
    }

    @Override
    @Operation(
            operationId = "useAuthorisation",
            summary = "For services: use a link up, and get the lease under which the token of its code is stored")
    @Refuses(Code.NOT_OPEN)
    public AccessAnswer useAuthorisation(String id, String sha256, AccessRequest request) {
        return authorisations.use(id, sha256, request.holder());
    }
}
