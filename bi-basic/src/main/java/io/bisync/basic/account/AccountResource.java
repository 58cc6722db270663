package io.bisync.basic.account;

import io.bisync.basic.http.Code;
import io.bisync.basic.http.Refuses;
import io.bisync.basic.http.Versions;
import io.bisync.basic.idempotency.Idempotency;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ObjectNode;

/** Accounts over REST. */
@RestController
@RequestMapping("/api/accounts")
@Tag(name = "Accounts", description = "ERP accounts, and how their calls are counted")
class AccountResource {

    record AccountList(List<StoredAccount> accounts) {}

    /** Why an account is stopped. */
    record Reason(@NotBlank @Size(min = 1, max = 200) String reason) {}

    private final Accounts accounts;
    private final AccountRegistry registry;
    private final MergePatch patch;
    private final Sources sources;

    AccountResource(Accounts accounts, AccountRegistry registry, MergePatch patch, Sources sources) {
        this.sources = sources;
        this.accounts = accounts;
        this.registry = registry;
        this.patch = patch;
    }

    @GetMapping
    @Operation(operationId = "listAccounts", summary = "All accounts, enabled and disabled")
    AccountList list(@RequestParam(required = false) @Nullable String source) {
        return new AccountList(accounts.list(source == null ? null : sources.named(source)));
    }

    @GetMapping("/{id}")
    @Operation(operationId = "getAccount", summary = "One account; its ETag is its version")
    @Refuses({Code.NO_ACCOUNT, Code.OTHER_SOURCE})
    @AnswersAccount
    ResponseEntity<StoredAccount> read(@PathVariable String id) {
        return answer(accounts.known(id));
    }

    @PostMapping
    @Operation(operationId = "addAccount", summary = "Add an account; repeated under one Idempotency-Key it adds one")
    @Refuses({Code.ID_TAKEN, Code.MERCHANT_TAKEN, Code.KEY_REUSED})
    @ApiResponse(
            responseCode = "201",
            description = "The account",
            useReturnTypeSchema = true,
            headers = {
                @Header(
                        name = "Location",
                        description = "Address of what was made",
                        required = true,
                        schema = @Schema(type = "string")),
                @Header(
                        name = "ETag",
                        description = "Version of the account: send it as If-Match",
                        required = true,
                        schema = @Schema(type = "string"))
            })
    ResponseEntity<StoredAccount> add(
            @Valid @RequestBody NewAccount wanted,
            @RequestHeader(name = Idempotency.HEADER, required = false) @Pattern(regexp = Idempotency.PATTERN) @Nullable String key) {
        var account = registry.add(wanted, key);
        return ResponseEntity.created(URI.create("/api/accounts/" + account.id()))
                .eTag(etag(account))
                .body(account);
    }

    @PatchMapping(
            path = "/{id}",
            consumes = {"application/merge-patch+json", MediaType.APPLICATION_JSON_VALUE})
    @Operation(
            operationId = "changeAccount",
            summary = "Change what is given of the version that was read (If-Match); absent fields stay")
    @Refuses({Code.NO_ACCOUNT, Code.OTHER_SOURCE, Code.NOT_CONDITIONAL, Code.CHANGED_MEANWHILE, Code.MERCHANT_TAKEN})
    @AnswersAccount
    ResponseEntity<StoredAccount> change(
            @PathVariable String id,
            @io.swagger.v3.oas.annotations.parameters.RequestBody(
                            content = @Content(schema = @Schema(implementation = AccountChange.class)))
                    @RequestBody
                    ObjectNode change,
            @Parameter(required = true) @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
        var version = version(ifMatch);
        return answer(registry.change(id, old -> patch.apply(old, change, AccountChange.class), version));
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(
            operationId = "deleteAccount",
            summary = "Delete a disabled account (If-Match) with its cursors and tokens; its rows and its id stay")
    @Refuses({Code.NO_ACCOUNT, Code.OTHER_SOURCE, Code.NOT_CONDITIONAL, Code.CHANGED_MEANWHILE, Code.STILL_ENABLED})
    void delete(
            @PathVariable String id,
            @RequestParam @NotBlank @Size(min = 1, max = 200) String reason,
            @Parameter(required = true) @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
        registry.delete(id, version(ifMatch), reason);
    }

    @PostMapping("/{id}/disable")
    @Operation(operationId = "disableAccount", summary = "Stop pulling an account, for a reason; what is loaded stays")
    @Refuses({Code.NO_ACCOUNT, Code.OTHER_SOURCE})
    @AnswersAccount
    ResponseEntity<StoredAccount> disable(@PathVariable String id, @Valid @RequestBody Reason reason) {
        return answer(registry.disable(id, reason.reason()));
    }

    @PostMapping("/{id}/enable")
    @Operation(operationId = "enableAccount", summary = "Pull an account again")
    @Refuses({Code.NO_ACCOUNT, Code.OTHER_SOURCE})
    @AnswersAccount
    ResponseEntity<StoredAccount> enable(@PathVariable String id) {
        return answer(registry.enable(id));
    }

    private static ResponseEntity<StoredAccount> answer(StoredAccount account) {
        return ResponseEntity.ok().eTag(etag(account)).body(account);
    }

    private static String etag(StoredAccount account) {
        return Versions.etag(account.version());
    }

    private static long version(@Nullable String ifMatch) {
        if (ifMatch == null) {
            throw Versions.notConditional("account");
        }
        return Versions.of(ifMatch, "account");
    }
}
