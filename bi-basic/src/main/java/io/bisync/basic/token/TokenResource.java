package io.bisync.basic.token;

import io.bisync.account.api.TokenApi;
import io.bisync.basic.http.Code;
import io.bisync.basic.http.Refuses;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** ERP tokens over REST, for services; everything secret is sealed. */
@RestController
@Tag(name = "For services", description = "What services that speak to an ERP need")
@Refuses({Code.NO_ACCOUNT, Code.OTHER_SOURCE})
class TokenResource implements TokenApi {

    private final Tokens tokens;

    TokenResource(Tokens tokens) {
        this.tokens = tokens;
    }

    @Override
    @Operation(operationId = "getAccess", summary = "The token to call the ERP with, or the lease to fetch one")
    @Refuses({Code.DISABLED, Code.NO_CREDENTIALS})
    public AccessAnswer access(String id, AccessRequest request) {
        return tokens.access(id, request.holder());
    }

    @Override
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(operationId = "storeToken", summary = "Store what the ERP answered to the holder of the refresh lease")
    @Refuses({Code.REFRESH_LEASE_LOST, Code.OTHER_KEYSET})
    public void storeToken(String id, NewToken token) {
        tokens.store(id, token);
    }

    @Override
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(operationId = "rejectToken", summary = "Say that the ERP rejected a token before its time")
    public void tokenRejected(String id, RejectedToken token) {
        tokens.rejected(id, token.sha256());
    }
}
