package io.bisync.basic.listener;

import io.bisync.basic.http.Code;
import io.bisync.basic.http.Refuses;
import io.bisync.basic.http.Versions;
import io.bisync.basic.listener.ListenerDecisions.Subject;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Listeners over REST: read by everyone, decided about by administrators. */
@RestController
@RequestMapping("/api/listeners")
@Tag(name = "Listeners", description = "Who reads which topics, how far, and what operators decided of it")
class ListenerResource {

    record ListenerList(List<KnownListener> listeners) {}

    private final ListenerDecisions decisions;

    ListenerResource(ListenerDecisions decisions) {
        this.decisions = decisions;
    }

    @GetMapping
    @Operation(
            operationId = "listListeners",
            summary = "The listeners of all services: state, position, lag, errors, rebalances, rates by process")
    ListenerList list() {
        return new ListenerList(decisions.list());
    }

    @GetMapping("/{service}/{listener}")
    @Operation(operationId = "getListener", summary = "One listener; its ETag is the version of what was decided of it")
    @Refuses(Code.NO_LISTENER)
    @AnswersDecision
    ResponseEntity<KnownListener> read(
            @PathVariable @Size(max = 64) String service, @PathVariable @Size(max = 200) String listener) {
        var known = decisions.known(service, listener);
        var version = known.decision() == null ? 0 : known.decision().version();
        return ResponseEntity.ok().eTag(Versions.etag(version)).body(known);
    }

    @PutMapping("/{service}/{listener}")
    @Operation(
            operationId = "decideListener",
            summary =
                    "For administrators: run, pause or stop a listener, or set it, in all processes and after restarts; what is absent stays. Needs If-Match, except to pause or stop")
    @Refuses({Code.NO_LISTENER, Code.NOT_CONDITIONAL, Code.CHANGED_MEANWHILE, Code.NOT_POSSIBLE})
    @AnswersDecision
    ResponseEntity<Decided> decide(
            @PathVariable @Size(max = 64) String service,
            @PathVariable @Size(max = 200) String listener,
            @Valid @RequestBody Wanted wanted,
            @Parameter(description = "The ETag of what was read, \"0\" where nothing was decided yet")
                    @RequestHeader(name = HttpHeaders.IF_MATCH, required = false)
                    @Nullable String ifMatch) {
        return answer(new Subject(service, listener, null), wanted, ifMatch);
    }

    @PutMapping("/{service}/{listener}/topics/{topic}")
    @Operation(
            operationId = "decideTopicOfListener",
            summary =
                    "For administrators: pause one topic of a listener, or let it go. Needs If-Match, except to pause")
    @Refuses({Code.NO_LISTENER, Code.NOT_CONDITIONAL, Code.CHANGED_MEANWHILE, Code.NOT_POSSIBLE})
    @AnswersDecision
    ResponseEntity<Decided> decideTopic(
            @PathVariable @Size(max = 64) String service,
            @PathVariable @Size(max = 200) String listener,
            @PathVariable @Size(max = 249) String topic,
            @Valid @RequestBody Wanted wanted,
            @Parameter(description = "The version of what was decided of the topic, \"0\" where nothing was")
                    @RequestHeader(name = HttpHeaders.IF_MATCH, required = false)
                    @Nullable String ifMatch) {
        return answer(new Subject(service, listener, topic), wanted, ifMatch);
    }

    private ResponseEntity<Decided> answer(Subject subject, Wanted wanted, @Nullable String ifMatch) {
        var version = ifMatch == null ? null : Long.valueOf(Versions.of(ifMatch, "listener"));
        var decided = decisions.decide(subject, wanted, version);
        return ResponseEntity.ok().eTag(Versions.etag(decided.version())).body(decided);
    }
}
