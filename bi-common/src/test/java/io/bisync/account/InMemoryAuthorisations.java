package io.bisync.account;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.bisync.secret.Sha256;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;

/** Links by which merchants let a service provider's app in. */
final class InMemoryAuthorisations {

    private record Open(String state, Instant until) {}

    private final InstantSource clock;
    private final Map<String, Open> byAccount = new HashMap<>();
    private int opened;

    InMemoryAuthorisations(InstantSource clock) {
        this.clock = clock;
    }

    String open(String account) {
        var text = "authorisation " + ++opened;
        var state = Base64.getUrlEncoder().withoutPadding().encodeToString(Sha256.of(text.getBytes(UTF_8)));
        byAccount.put(account, new Open(state, clock.instant().plus(Duration.ofMinutes(15))));
        return state;
    }

    String account(String state) {
        return byAccount.entrySet().stream()
                .filter(it -> it.getValue().state().equals(state)
                        && clock.instant().isBefore(it.getValue().until()))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow(() -> new ControlPlaneRefusedException("BI-BASIC-32", "No such authorisation is open"));
    }

    void use(String account, String state) {
        if (!account(state).equals(account)) {
            throw new ControlPlaneRefusedException("BI-BASIC-32", "No such authorisation is open");
        }
        byAccount.remove(account);
    }
}
