package io.bisync.account.rest;

import io.bisync.account.Account;
import io.bisync.account.api.AccountApi;
import io.bisync.account.api.AuthorisationApi;
import io.bisync.account.api.CoverageApi;
import io.bisync.account.api.CursorApi;
import io.bisync.account.api.FieldApi;
import io.bisync.account.api.HoldApi;
import io.bisync.account.api.LeaseApi;
import io.bisync.account.api.ListenerApi;
import io.bisync.account.api.PermitApi;
import io.bisync.account.api.PrivacyApi;
import io.bisync.account.api.PushApi;
import io.bisync.account.api.RunApi;
import io.bisync.account.api.SliceApi;
import io.bisync.account.api.SnapshotApi;
import io.bisync.account.api.SourceStatusApi;
import io.bisync.account.api.StatusApi;
import io.bisync.account.api.TokenApi;
import java.util.List;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.PostExchange;
import tools.jackson.databind.JsonNode;

/** All that services ask of bi-basic: what is theirs alone, and of addresses for everybody the part that they need. */
interface BasicApi
        extends AccountApi,
                AuthorisationApi,
                CoverageApi,
                CursorApi,
                FieldApi,
                HoldApi,
                LeaseApi,
                ListenerApi,
                PermitApi,
                PrivacyApi,
                PushApi,
                RunApi,
                SliceApi,
                SnapshotApi,
                SourceStatusApi,
                StatusApi,
                TokenApi {

    @GetExchange("/api/accounts")
    Accounts accounts(@RequestParam String source);

    @GetExchange("/api/holds")
    Holds holds(@RequestParam String source);

    @GetExchange("/api/paused-entities")
    PausedEntities pausedEntities(@RequestParam String source);

    @GetExchange("/api/related-entities")
    RelatedPage related(@RequestParam String kind, @RequestParam String id);

    /** Token introspection as in RFC 7662. */
    @PostExchange(url = "/api/introspect", contentType = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
    JsonNode introspect(@RequestParam String token);

    @GetExchange("/readyz")
    ResponseEntity<Void> ready();

    record Accounts(List<Account> accounts) {}

    record Holds(List<Hold> holds) {}

    record Hold(String account) {}

    record PausedEntities(List<PausedEntity> entities) {}

    record PausedEntity(String account, String entity) {}

    record RelatedPage(List<Related> entities) {}

    record Related(String source, String account) {}
}
