package io.bisync.basic.cursor;

import io.bisync.account.Cursor;
import io.bisync.account.EntityCursor;
import io.bisync.account.HeldAccount;
import io.bisync.account.Leases;
import io.bisync.basic.account.Source;
import io.bisync.basic.account.Sources;
import io.bisync.basic.caller.Caller;
import io.bisync.basic.cursor.CursorResource.Position;
import io.bisync.basic.http.Code;
import io.bisync.basic.http.Refuses;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.util.List;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Leases over REST, for services that pull: one request for all accounts of a holder. */
@RestController
@RequestMapping("/api/sources/{source}/leases")
@Tag(name = "For services")
@Refuses(Code.OTHER_SOURCE)
class LeaseResource {

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

            @NotNull @Size(max = 10_000) List<@Valid Held> held) {}

    /**
     * An account that the holder pulls.
     *
     * @param fence the number of its lease
     * @param moved where its pulls have come since this was told last
     */
    record Held(
            @NotNull @Size(max = 32) String account,
            @Positive long fence,
            @NotNull @Size(max = 1_000) List<@Valid Moved> moved) {

        private HeldAccount told() {
            return new HeldAccount(
                    account, fence, moved.stream().map(Moved::entityCursor).toList());
        }
    }

    /** Where the pull of an entity has come. */
    record Moved(
            @NotNull @Pattern(regexp = CursorResource.ENTITY) String entity,

            @NotNull @Valid Position cursor) {

        private EntityCursor entityCursor() {
            return new EntityCursor(entity, new Cursor(cursor.value(), cursor.caughtUpAt()));
        }
    }

    private final AccountLeases leases;
    private final Sources sources;

    LeaseResource(AccountLeases leases, Sources sources) {
        this.leases = leases;
        this.sources = sources;
    }

    @PostMapping
    @Operation(
            operationId = "leaseAccounts",
            summary =
                    "Renew all leases of a holder, store how far its pulls have come, and get its share of the accounts")
    Leases lease(@PathVariable String source, @Valid @RequestBody LeaseRequest request) {
        return leases.renew(
                allowed(source),
                request.holder(),
                request.ttl(),
                request.held().stream().map(Held::told).toList());
    }

    @DeleteMapping
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(operationId = "releaseAccounts", summary = "Give all leases of a holder back")
    void release(@PathVariable String source, @RequestParam @Size(max = 200) String holder) {
        leases.release(allowed(source), holder);
    }

    private Source allowed(String name) {
        var source = sources.named(name);
        Caller.current().requireSource(source.text());
        return source;
    }
}
