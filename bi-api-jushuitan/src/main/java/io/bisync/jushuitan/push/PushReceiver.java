package io.bisync.jushuitan.push;

import io.bisync.account.ControlPlaneException;
import io.bisync.account.PushDoor;
import io.bisync.account.hint.Hint;
import io.bisync.jushuitan.declaration.PulledEntity;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Hears what Jushuitan pushes. The token of the path is looked at before the body is read. What a message names is in Kafka
 * before it is answered, and nothing else of the message is kept anywhere.
 */
@RestController
class PushReceiver {

    private static final Logger log = LoggerFactory.getLogger(PushReceiver.class);

    /** What Jushuitan wants to read, when it tries the address too. */
    private static final Map<String, String> DONE = Map.of("code", "0", "msg", "执行成功");

    private static final String FAILED = "-1";
    private static final int MOST_HINTS = 1_000;

    /** Publishes hints; returns when Kafka has all of them. */
    @FunctionalInterface
    interface HintSink {
        void publish(Collection<Hint> hints);
    }

    private final PushAccounts accounts;
    private final Map<String, PulledEntity> entities;
    private final HintSink sink;
    private final PushProperties properties;
    private final PushMeters meters;
    private final Predicate<HttpServletRequest> senders;
    private final Semaphore places;
    private final Map<String, Rate> rates = new ConcurrentHashMap<>();

    PushReceiver(
            PushAccounts accounts,
            List<PulledEntity> entities,
            HintSink sink,
            PushProperties properties,
            PushMeters meters) {
        this.accounts = accounts;
        this.entities = Rereads.byName(entities);
        this.sink = sink;
        this.properties = properties;
        this.meters = meters;
        this.senders = properties.senders();
        this.places = new Semaphore(properties.inFlight());
    }

    /** Jushuitan asks once whether the address is one. */
    @GetMapping("/push/{token}")
    ResponseEntity<Map<String, String>> check(@PathVariable String token, HttpServletRequest request) {
        return door(token, request).map(_ -> done("checked")).orElseGet(this::nowhere);
    }

    @PostMapping("/push/{token}")
    ResponseEntity<Map<String, String>> receive(@PathVariable String token, HttpServletRequest request)
            throws IOException {
        Optional<PushDoor> door = door(token, request);
        if (door.isEmpty()) {
            return nowhere();
        }
        if (!rates.computeIfAbsent(door.get().sha256(), _ -> new Rate(properties.perSecond()))
                .take(System.nanoTime())) {
            return refused(PushRefusal.TOO_FAST);
        }
        if (!places.tryAcquire()) {
            return refused(PushRefusal.BUSY);
        }
        boolean isGivenAway = false;
        try {
            PushMessage message = message(request);
            if (message == null) {
                return refused(PushRefusal.TOO_LARGE);
            }
            if (message.isForged()) {
                return refused(PushRefusal.UNSIGNED);
            }
            Set<Hint> hints = hints(door.get(), message);
            if (hints.size() > MOST_HINTS) {
                return refused(PushRefusal.TOO_LARGE);
            }
            if (hints.isEmpty()) {
                return done(nothing(door.get(), message));
            }
            CompletableFuture<Void> sent =
                    CompletableFuture.runAsync(() -> sink.publish(hints), Thread::startVirtualThread);
            isGivenAway = true;
            // While Kafka is away the place stays taken until it gives up: so there are never more that wait for it.
            var _ = sent.whenComplete((_, _) -> places.release());
            return isIn(sent) ? published(hints.size()) : refused(PushRefusal.UNPUBLISHED);
        } catch (ControlPlaneException unknown) {
            return refused(PushRefusal.UNKNOWN);
        } catch (IllegalArgumentException unreadable) {
            return refused(PushRefusal.MALFORMED);
        } finally {
            if (!isGivenAway) {
                places.release();
            }
        }
    }

    /** To whoever comes from elsewhere there is no such address. */
    private Optional<PushDoor> door(String token, HttpServletRequest request) {
        return senders.test(request) ? accounts.door(token) : Optional.empty();
    }

    /** Null where the body is longer than it may be. */
    private @Nullable PushMessage message(HttpServletRequest request) throws IOException {
        int limit = Math.toIntExact(properties.largestBody().toBytes());
        if (request.getContentLengthLong() > limit) {
            return null;
        }
        byte[] body = request.getInputStream().readNBytes(limit + 1);
        return body.length > limit ? null : PushMessage.read(request.getQueryString(), request.getContentType(), body);
    }

    private Set<Hint> hints(PushDoor door, PushMessage message) {
        Optional<PushKind> kind = PushKind.of(message.method());
        Optional<String> account = accounts.account(door, message);
        return kind.isEmpty() || account.isEmpty() ? Set.of() : message.hints(kind.get(), account.get(), entities);
    }

    /** Sending it again would not help. */
    private String nothing(PushDoor door, PushMessage message) {
        if (PushKind.of(message.method()).isEmpty()) {
            return "unknown_method";
        }
        return accounts.account(door, message).isEmpty() ? "unknown_account" : "nothing_named";
    }

    private boolean isIn(CompletableFuture<Void> sent) {
        try {
            sent.get(properties.acknowledgement().toNanos(), TimeUnit.NANOSECONDS);
            return true;
        } catch (ExecutionException | TimeoutException failed) {
            log.debug("Kafka did not acknowledge what a push names", failed);
            return false;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private ResponseEntity<Map<String, String>> published(int hints) {
        meters.hints("published", hints);
        return done("accepted");
    }

    private ResponseEntity<Map<String, String>> done(String result) {
        meters.received(result);
        return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(DONE);
    }

    /** Whoever guesses learns nothing. */
    private ResponseEntity<Map<String, String>> nowhere() {
        if (!accounts.isKnown()) {
            return refused(PushRefusal.UNKNOWN);
        }
        meters.received("wrong_address");
        return ResponseEntity.notFound().build();
    }

    private ResponseEntity<Map<String, String>> refused(PushRefusal refusal) {
        meters.received(refusal.name().toLowerCase(Locale.ROOT));
        ResponseEntity.BodyBuilder answer =
                ResponseEntity.status(refusal.status).contentType(MediaType.APPLICATION_JSON);
        if (refusal.isPassing()) {
            answer.header(HttpHeaders.RETRY_AFTER, "5");
        }
        return answer.body(Map.of("code", FAILED, "msg", refusal.code + " " + refusal.reason));
    }
}
