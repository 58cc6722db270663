package io.bisync.account.api;

import io.bisync.account.Account;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.service.annotation.PostExchange;

/** Accounts that begin to rest. */
public interface HoldApi {

    @PostExchange("/api/holds")
    HoldAnswer holdBegan(@Valid @RequestBody FirstHeldRecord first);

    /**
     * The record that a hold begins with.
     *
     * @param source an ERP of bi.account.sources
     * @param offset where the record lies that is one too many
     */
    record FirstHeldRecord(
            @NotNull @Pattern(regexp = Account.SOURCE) String source,

            @NotBlank @Size(max = 32) String account,
            @NotBlank @Size(max = 249) String topic,
            @PositiveOrZero int partition,
            @PositiveOrZero long offset) {}

    /**
     * Whether the account is held from that record on.
     *
     * @param held false when somebody lifted that hold: it does not begin again
     */
    record HoldAnswer(boolean held) {}
}
