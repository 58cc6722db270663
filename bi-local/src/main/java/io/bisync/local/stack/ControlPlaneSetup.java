package io.bisync.local.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Sets bi-basic up over REST, as an operator with curl would. */
public final class ControlPlaneSetup {

    private static final JsonMapper JSON = new JsonMapper();

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final URI basic;
    private final String administrator;

    ControlPlaneSetup(URI basic, String administrator) {
        this.basic = basic;
        this.administrator = administrator;
    }

    /** The administrator's token. */
    public String administrator() {
        return administrator;
    }

    /** Adds a Jushuitan account under a number of our choice; its kind of app is OWN or ISV. */
    public void addJushuitan(String id, String name, String appKind, String appKey, String appSecret, long coId) {
        post(
                "/api/accounts",
                Map.of(
                        "id", id,
                        "source", "jushuitan",
                        "name", name,
                        "appKind", appKind,
                        "appKey", appKey,
                        "appSecret", appSecret,
                        "companyId", Long.toString(coId)));
    }

    /** A link by which the merchant of an account lets a service provider's app in. */
    public URI openAuthorisation(String account) {
        return URI.create(post("/api/accounts/%s/authorisations".formatted(account), Map.of())
                .get("link")
                .asString());
    }

    /** Adds a Leke tenant. */
    public void addLeke(String tenant, String name) {
        post("/api/accounts", Map.of("id", tenant, "source", "leke", "name", name));
    }

    /** The lines of the status resource, one for each account and entity. */
    public JsonNode status() {
        return get("/api/status").get("lines");
    }

    /** What a GET answers. */
    public JsonNode get(String path) {
        return JSON.readTree(
                send(request(path).timeout(Duration.ofSeconds(10)).GET().build()));
    }

    /** Sets where a pull goes on. */
    public void setCursor(String account, String entity, String value) {
        send(request("/api/accounts/%s/cursors/%s".formatted(account, entity))
                .timeout(Duration.ofSeconds(10))
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString(JSON.writeValueAsString(Map.of("value", value))))
                .build());
    }

    /**
     * Begins a run that loads entities again, whether they are loaded or not, and needs no job.
     *
     * @param accounts of Jushuitan; none for all
     * @param from in Shanghai, as is {@code to}: 2026-08-23T10:00:00
     * @param reason for the audit
     * @return its number
     */
    public long loadAgain(
            Collection<String> accounts, Collection<String> entities, String from, String to, String reason) {
        return begin(Map.of(
                "kind",
                "HISTORY",
                "source",
                "jushuitan",
                "accounts",
                accounts,
                "entities",
                entities,
                "from",
                from,
                "to",
                to,
                "again",
                true,
                "reason",
                reason));
    }

    /**
     * Begins a run.
     *
     * @param request as docs/runs.md describes it
     * @return its number
     */
    public long begin(Map<String, ?> request) {
        return post("/api/runs", request).get("id").asLong();
    }

    /** What becomes of a run, for example {@code COMPLETE}. */
    public String stateOfRun(long run) {
        return get("/api/runs/" + run).get("state").asString();
    }

    /** Nobody pulls the account any more. */
    public void disable(String account, String reason) {
        post("/api/accounts/%s/disable".formatted(account), Map.of("reason", reason));
    }

    /** Deletes what a path names. */
    public void delete(String path) {
        send(request(path).timeout(Duration.ofSeconds(10)).DELETE().build());
    }

    private JsonNode post(String path, Map<String, ?> body) {
        return JSON.readTree(send(request(path)
                .timeout(Duration.ofSeconds(30))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(JSON.writeValueAsString(body)))
                .build()));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(basic.resolve(path)).header("Authorization", "Bearer " + administrator);
    }

    private String send(HttpRequest request) {
        try {
            var response = http.send(request, BodyHandlers.ofString());
            if (response.statusCode() >= 300) {
                throw new IllegalStateException("bi-basic answered HTTP %d to %s %s: %s"
                        .formatted(
                                response.statusCode(),
                                request.method(),
                                request.uri().getPath(),
                                response.body()));
            }
            return response.body();
        } catch (IOException e) {
            throw new UncheckedIOException("bi-basic cannot be reached at " + basic, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while talking to bi-basic", e);
        }
    }
}
