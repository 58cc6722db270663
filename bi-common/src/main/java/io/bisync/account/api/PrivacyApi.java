package io.bisync.account.api;

import io.bisync.account.FieldRules;
import jakarta.validation.Valid;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.service.annotation.PutExchange;

/** By which rules a process loads. */
public interface PrivacyApi {

    @PutExchange("/api/privacy/{source}")
    void rulesInForce(@PathVariable String source, @Valid @RequestBody FieldRules rules);
}
