package io.bisync.jushuitan.window;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.http.MediaType;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;

/** Asks bi-basic about a token (RFC 7662) and believes the answer for a while; the token itself is not kept. */
final class IntrospectedCallers implements Callers {

    private static final Duration BELIEVED = Duration.ofSeconds(30);
    /** The roles of bi-basic that have work to do here; it puts the role into the scope. */
    private static final Set<String> ROLES = Set.of("JOB", "SERVICE", "ADMIN");

    private static final int MOST_REMEMBERED = 1_000;

    private final RestClient basic;
    private final InstantSource clock;
    private final Map<String, Remembered> remembered = new ConcurrentHashMap<>();

    IntrospectedCallers(RestClient basic, InstantSource clock) {
        this.basic = basic;
        this.clock = clock;
    }

    @Override
    public Verdict judge(String token) {
        String digest = digest(token);
        Instant now = clock.instant();
        Remembered known = remembered.get(digest);
        if (known != null && now.isBefore(known.until())) {
            return known.verdict();
        }
        try {
            Verdict verdict = ask(token);
            if (remembered.size() >= MOST_REMEMBERED) {
                remembered.clear();
            }
            remembered.put(digest, new Remembered(verdict, now.plus(BELIEVED)));
            return verdict;
        } catch (RestClientException unavailable) {
            return Verdict.UNKNOWN;
        }
    }

    private Verdict ask(String token) {
        MultiValueMap<String, String> form = new LinkedMultiValueMap<>();
        form.add("token", token);
        Map<?, ?> answer = basic.post()
                .uri("/api/introspect")
                .contentType(MediaType.APPLICATION_FORM_URLENCODED)
                .body(form)
                .retrieve()
                .body(Map.class);
        return answer != null
                        && Boolean.TRUE.equals(answer.get("active"))
                        && ROLES.contains(String.valueOf(answer.get("scope")))
                ? Verdict.ALLOWED
                : Verdict.REFUSED;
    }

    private static String digest(String token) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException absent) {
            throw new IllegalStateException("Every Java platform has SHA-256", absent);
        }
    }

    private record Remembered(Verdict verdict, Instant until) {}
}
