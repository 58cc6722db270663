package io.bisync.account.api;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.PutExchange;

/** What services need of an account besides its tokens. */
public interface AccountApi {

    @GetExchange("/api/accounts/{id}/credentials")
    SealedCredentials credentials(@PathVariable String id);

    @PutExchange("/api/accounts/{id}/company")
    void adoptCompany(@PathVariable String id, @Valid @RequestBody Company company);

    /** The app's credentials, the secret sealed: for services that hold the keyset. */
    record SealedCredentials(String appKey, String appSecret) {}

    /** The company that an ERP's answers name. */
    record Company(@NotBlank @Size(max = 64) String companyId) {}
}
