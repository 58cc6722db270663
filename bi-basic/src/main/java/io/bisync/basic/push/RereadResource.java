package io.bisync.basic.push;

import io.bisync.account.hint.Hint;
import io.bisync.account.hint.Hint.Reason;
import io.bisync.basic.account.AccountKind;
import io.bisync.basic.account.Accounts;
import io.bisync.basic.account.Sources;
import io.bisync.basic.audit.Audit;
import io.bisync.basic.http.Code;
import io.bisync.basic.http.RefusedException;
import io.bisync.basic.http.Refuses;
import io.bisync.basic.outbox.Outbox;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** An operator's word that something is to be read again: the same hint as a push, kept until it is read. */
@RestController
@Tag(name = "Push")
class RereadResource {

    /**
     * What is to be read again.
     *
     * @param entity for example order
     * @param field by which of its fields, for example o_id; docs/push.md lists them
     * @param ids the values of that field, at most 200
     */
    record RereadRequest(
            @NotNull @Pattern(regexp = NAME) String entity,
            @NotNull @Pattern(regexp = NAME) String field,

            @NotEmpty @Size(max = 200) List<@NotNull @Pattern(regexp = ID) String> ids) {}

    /** How many hints are on their way. */
    record RereadAccepted(int hints) {}

    private static final String NAME = "[a-z][a-z0-9_]{0,39}";
    private static final String ID = "[^,|]{1,64}";

    private final Accounts accounts;
    private final Sources sources;
    private final Outbox outbox;
    private final Audit audit;
    private final TransactionTemplate transaction;

    RereadResource(Accounts accounts, Sources sources, Outbox outbox, Audit audit, TransactionTemplate transaction) {
        this.accounts = accounts;
        this.sources = sources;
        this.outbox = outbox;
        this.audit = audit;
        this.transaction = transaction;
    }

    @PostMapping("/api/accounts/{id}/rereads")
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Operation(
            operationId = "readAgain",
            summary = "Read these again at the ERP and publish them, ahead of everything else of the account")
    @Refuses({Code.NO_ACCOUNT, Code.OTHER_SOURCE, Code.DISABLED, Code.NEVER_ASKED})
    RereadAccepted readAgain(@PathVariable String id, @Valid @RequestBody RereadRequest wanted) {
        var account = accounts.enabled(id);
        if (sources.kind(account.source()) != AccountKind.APP) {
            throw new RefusedException(
                    Code.NEVER_ASKED,
                    "%s is never asked for anything, so nothing can be read again there".formatted(account.source()));
        }
        var hints = wanted.ids().stream()
                .distinct()
                .map(it -> new Hint(account.id(), wanted.entity(), wanted.field(), it, Reason.ASKED))
                .toList();
        transaction.executeWithoutResult(_ -> {
            hints.forEach(it -> outbox.add(
                    Hint.topic(account.source().text()), it.key(), it.reason().type(), it));
            audit.note("account.reread", "account " + id, null, wanted);
        });
        return new RereadAccepted(hints.size());
    }
}
