package io.bisync.basic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Which fields may be read, and since when, is known to bi-basic and stands in its audit. */
class PrivacyIT {

    private static final BasicServer SERVER = BasicServer.shared();

    private final Caller administrator = SERVER.administrator();
    private final Caller service = SERVER.caller("SERVICE");

    @AfterEach
    void forget() {
        BasicServer.sql("shared", "DELETE FROM basic.allowed_field; DELETE FROM basic.privacy");
    }

    @Test
    void whatIsAllowedOrNotAnyMoreIsNotedOnceByFieldWithWhoToldIt() {
        var newest = newest();
        tell("SEALED", "key-1", "leke.order.craft", "leke.order.note");
        tell("SEALED", "key-1", "leke.order.craft", "leke.order.note");
        tell("SEALED", "key-1", "leke.order.craft", "leke.order.size");

        assertThat(since(newest))
                .extracting(
                        entry -> entry.path("action").asString(),
                        entry -> entry.path("object").asString())
                .containsExactlyInAnyOrder(
                        tuple("privacy.begin", "source leke"),
                        tuple("privacy.allow", "field leke.order.craft"),
                        tuple("privacy.allow", "field leke.order.note"),
                        tuple("privacy.allow", "field leke.order.size"),
                        tuple("privacy.withdraw", "field leke.order.note"));
        assertThat(since(newest))
                .allSatisfy(entry -> assertThat(entry.path("actor").asString()).containsIgnoringCase("service"));
    }

    @Test
    void anotherModeOrKeyIsNotedWithHowItWas() {
        tell("SEALED", "key-1");
        var newest = newest();
        tell("KEPT", "key-1");

        var entry = since(newest).getFirst();
        assertThat(entry.path("action").asString()).isEqualTo("privacy.change");
        assertThat(entry.at("/before/unknownFields").asString()).isEqualTo("SEALED");
        assertThat(entry.at("/after/unknownFields").asString()).isEqualTo("KEPT");
    }

    @Test
    void everybodyReadsTheRulesInForce() {
        tell("SEALED", "key-1", "leke.order.craft");

        var rules = SERVER.caller("VIEWER").get("/api/privacy").json().at("/rules/0");
        assertThat(rules.path("source").asString()).isEqualTo("leke");
        assertThat(rules.path("sealingKey").asString()).isEqualTo("key-1");
        assertThat(rules.at("/allowed/0/field").asString()).isEqualTo("leke.order.craft");
        assertThat(rules.at("/allowed/0/toldBy").asString()).isNotBlank();
    }

    @Test
    void onlyServicesTellAndOnlyOfTheirSource() {
        assertThat(administrator.put("/api/privacy/leke", "{}").status()).isEqualTo(403);
        var other = new Caller(SERVER.address(), administrator.makeToken("SERVICE", "\"source\":\"leke\""));
        assertThat(other.put("/api/privacy/jushuitan", body("KEPT", "k")).code())
                .isEqualTo("BI-BASIC-22");
        assertThat(service.put("/api/privacy/leke", body("OPEN", "k")).status()).isEqualTo(400);
    }

    private void tell(String unknownFields, String key, String... allowed) {
        assertThat(service.put("/api/privacy/leke", body(unknownFields, key, allowed))
                        .status())
                .isEqualTo(204);
    }

    private static String body(String unknownFields, String key, String... allowed) {
        return "{\"unknownFields\":\"%s\",\"sealingKey\":\"%s\",\"allowed\":[%s]}"
                .formatted(
                        unknownFields,
                        key,
                        String.join(
                                ",",
                                List.of(allowed).stream()
                                        .map("\"%s\""::formatted)
                                        .toList()));
    }

    private long newest() {
        return administrator
                .get("/api/audit?limit=1")
                .json()
                .at("/entries/0/id")
                .asLong(0);
    }

    private List<JsonNode> since(long id) {
        return administrator
                .get("/api/audit?limit=20")
                .json()
                .path("entries")
                .valueStream()
                .filter(entry -> entry.path("id").asLong() > id)
                .toList();
    }
}
