package io.bisync.account.api;

import io.bisync.account.NewFields;
import jakarta.validation.Valid;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.service.annotation.PutExchange;

/** Which fields a process met that no declaration knows. */
public interface FieldApi {

    @PutExchange("/api/fields/{source}")
    void newFields(@PathVariable String source, @Valid @RequestBody NewFields fields);
}
