package io.bisync.basic.account;

import io.bisync.account.api.AccountApi;
import io.bisync.basic.http.Code;
import io.bisync.basic.http.RefusedException;
import io.bisync.basic.http.Refuses;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Credentials and companies of accounts over REST, for services. */
@RestController
@Tag(name = "Accounts")
@Refuses({Code.NO_ACCOUNT, Code.OTHER_SOURCE})
class CredentialsResource implements AccountApi {

    private final Accounts accounts;
    private final AccountRegistry registry;

    CredentialsResource(Accounts accounts, AccountRegistry registry) {
        this.accounts = accounts;
        this.registry = registry;
    }

    @Override
    @Operation(operationId = "getCredentials", summary = "For services: app key, and the app secret sealed")
    @Refuses(Code.NO_CREDENTIALS)
    public SealedCredentials credentials(String id) {
        var account = accounts.known(id);
        if (account.sealedSecret() == null) {
            throw new RefusedException(Code.NO_CREDENTIALS, "Account '%s' has no credentials".formatted(id));
        }
        return new SealedCredentials(account.appKey(), account.sealedSecret());
    }

    @Override
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(
            operationId = "adoptCompany",
            summary = "For services: the company that the ERP's answers name, for an account without one")
    @Refuses(Code.OTHER_COMPANY)
    public void adoptCompany(String id, Company company) {
        registry.adopt(id, company.companyId());
    }
}
