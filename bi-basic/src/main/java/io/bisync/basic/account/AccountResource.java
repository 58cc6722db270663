package io.bisync.basic.account;

import io.bisync.basic.http.Code;
import io.bisync.basic.http.RefusedException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import java.net.URI;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Accounts over REST. */
@RestController
@RequestMapping("/api/accounts")
@Tag(name = "Accounts")
class AccountResource {

    record AccountList(List<StoredAccount> accounts) {}

    /** The app's credentials, the secret sealed: for services that hold the keyset. */
    record SealedCredentials(String appKey, String appSecret) {}

    private static final Pattern ETAG = Pattern.compile("\"([0-9]{1,18})\"");

    private final Accounts accounts;
    private final AccountBook book;

    AccountResource(Accounts accounts, AccountBook book) {
        this.accounts = accounts;
        this.book = book;
    }

    @GetMapping
    @Operation(summary = "All accounts, enabled and disabled")
    AccountList list(@RequestParam(required = false) @Nullable String source) {
        return new AccountList(accounts.list(source == null ? null : source(source)));
    }

    @GetMapping("/{id}")
    @Operation(summary = "One account; its ETag is its version")
    ResponseEntity<StoredAccount> read(@PathVariable String id) {
        return answer(accounts.known(id));
    }

    @PostMapping
    @Operation(summary = "Add an account")
    ResponseEntity<StoredAccount> add(@Valid @RequestBody NewAccount wanted) {
        var account = book.add(wanted);
        return ResponseEntity.created(URI.create("/api/accounts/" + account.id()))
                .eTag(etag(account))
                .body(account);
    }

    @PutMapping("/{id}")
    @Operation(summary = "Change an account; with If-Match only the version that was read")
    ResponseEntity<StoredAccount> change(
            @PathVariable String id,
            @Valid @RequestBody AccountChange change,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
        return answer(book.change(id, change, version(ifMatch)));
    }

    @PostMapping("/{id}/disable")
    @Operation(summary = "Stop pulling an account; what is loaded stays")
    ResponseEntity<StoredAccount> disable(@PathVariable String id) {
        return answer(book.disable(id));
    }

    @PostMapping("/{id}/enable")
    @Operation(summary = "Pull an account again")
    ResponseEntity<StoredAccount> enable(@PathVariable String id) {
        return answer(book.enable(id));
    }

    @GetMapping("/{id}/credentials")
    @Operation(summary = "For services: app key, and the app secret sealed")
    SealedCredentials credentials(@PathVariable String id) {
        var account = accounts.known(id);
        if (account.sealedSecret() == null) {
            throw new RefusedException(Code.NO_CREDENTIALS, "Account '%s' has no credentials".formatted(id));
        }
        return new SealedCredentials(account.appKey(), account.sealedSecret());
    }

    private static ResponseEntity<StoredAccount> answer(StoredAccount account) {
        return ResponseEntity.ok().eTag(etag(account)).body(account);
    }

    private static String etag(StoredAccount account) {
        return "\"" + account.version() + "\"";
    }

    private static @Nullable Long version(@Nullable String ifMatch) {
        if (ifMatch == null) {
            return null;
        }
        var etag = ETAG.matcher(ifMatch);
        if (!etag.matches()) {
            throw new RefusedException(Code.INVALID, "If-Match takes one ETag of this account, for example \"3\"");
        }
        return Long.valueOf(etag.group(1));
    }

    private static Source source(String text) {
        try {
            return Source.of(text);
        } catch (IllegalArgumentException _) {
            throw new RefusedException(Code.INVALID, "source is jushuitan or leke");
        }
    }
}
