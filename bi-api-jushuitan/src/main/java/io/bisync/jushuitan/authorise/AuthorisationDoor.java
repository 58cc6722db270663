package io.bisync.jushuitan.authorise;

import io.bisync.account.ControlPlaneException;
import io.bisync.account.ControlPlaneUnavailableException;
import io.bisync.jushuitan.call.Authorisations;
import io.bisync.jushuitan.openapi.Authorisation.ForgedCallbackException;
import io.bisync.jushuitan.openapi.CallFailedException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * The merchant's way in, and Jushuitan's way back: it sends the merchant's browser, or calls by itself. Neither shows a token;
 * what counts is the state of an open link and, on the way back, Jushuitan's signature. Neither state nor code is in any log.
 */
@RestController
final class AuthorisationDoor {

    private static final Logger log = LoggerFactory.getLogger(AuthorisationDoor.class);
    private static final String FORGED = "BI-JST-85";

    /** As bi-basic makes them: whatever looks different is not asked about. */
    private static final Pattern STATE = Pattern.compile("[A-Za-z0-9_-]{43}");

    private final Authorisations authorisations;
    private final Turnstile turnstile;

    AuthorisationDoor(Authorisations authorisations, Turnstile turnstile) {
        this.authorisations = authorisations;
        this.turnstile = turnstile;
    }

    private interface Visit {
        ResponseEntity<String> make() throws ForgedCallbackException, CallFailedException;
    }

    @GetMapping("/authorise/{state}")
    ResponseEntity<String> goToJushuitan(
            @PathVariable String state,
            @RequestHeader(name = HttpHeaders.ACCEPT, required = false) @Nullable String accept) {
        return visited(
                state,
                accept,
                () -> ResponseEntity.status(HttpStatus.FOUND)
                        .location(authorisations.page(state))
                        .build());
    }

    @GetMapping("/authorised")
    ResponseEntity<String> comeBack(
            @RequestParam Map<String, String> query,
            @RequestHeader(name = HttpHeaders.ACCEPT, required = false) @Nullable String accept) {
        String state = query.getOrDefault("state", "");
        return visited(state, accept, () -> {
            authorisations.finish(state, query);
            return answer(Outcome.AUTHORISED, accept);
        });
    }

    private ResponseEntity<String> visited(String state, @Nullable String accept, Visit visit) {
        if (!STATE.matcher(state).matches()) {
            return answer(Outcome.NOT_OPEN, accept);
        }
        if (!turnstile.enter()) {
            return answer(Outcome.BUSY, accept);
        }
        try {
            return visit.make();
        } catch (ForgedCallbackException forged) {
            warn(FORGED, String.valueOf(forged.getMessage()));
            return answer(Outcome.NOT_OPEN, accept);
        } catch (CallFailedException failed) {
            warn(Outcome.FAILED.code, "A merchant agreed in vain, and another link is needed. " + failed.getMessage());
            return answer(Outcome.FAILED, accept);
        } catch (ControlPlaneUnavailableException away) {
            warn(Outcome.BUSY.code, String.valueOf(away.getMessage()));
            return answer(Outcome.BUSY, accept);
        } catch (ControlPlaneException refused) {
            // Anybody can make this happen: no line of the log for each.
            log.atDebug().addKeyValue("code", Outcome.NOT_OPEN.code).log("{}", refused.getMessage());
            return answer(Outcome.NOT_OPEN, accept);
        } finally {
            turnstile.leave();
        }
    }

    private static void warn(String code, String why) {
        log.atWarn().addKeyValue("code", code).log("{} {}", code, why);
    }

    private static ResponseEntity<String> answer(Outcome outcome, @Nullable String accept) {
        boolean isBrowser = accept != null && accept.contains(MediaType.TEXT_HTML_VALUE);
        return ResponseEntity.status(outcome.status)
                .contentType(new MediaType(
                        isBrowser ? MediaType.TEXT_HTML : MediaType.APPLICATION_JSON, StandardCharsets.UTF_8))
                .body(isBrowser ? outcome.page() : outcome.json());
    }
}
