package io.bisync.account.api;

import io.bisync.account.HeldAccount;
import io.bisync.account.Leases;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.util.List;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.service.annotation.DeleteExchange;
import org.springframework.web.service.annotation.PostExchange;

/** Who pulls which accounts: one request for all accounts of a holder. */
public interface LeaseApi {

    @PostExchange("/api/sources/{source}/leases")
    Leases lease(@PathVariable String source, @Valid @RequestBody LeaseRequest request);

    @DeleteExchange("/api/sources/{source}/leases")
    void release(@PathVariable String source, @RequestParam @Size(max = 200) String holder);

    /**
     * Who pulls, for how long it may be silent, and what it has done since it asked last.
     *
     * @param holder which process
     * @param ttl for how long it counts without a further request: PT1S to PT1H
     * @param held the accounts that it pulls
     */
    record LeaseRequest(
            @NotBlank @Size(max = 200) String holder,

            @NotNull @DurationMin(seconds = 1) @DurationMax(hours = 1)
            Duration ttl,

            @NotNull @Size(max = 10_000) List<@Valid HeldAccount> held) {}
}
