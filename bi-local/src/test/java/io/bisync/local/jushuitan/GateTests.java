package io.bisync.local.jushuitan;

import static org.assertj.core.api.Assertions.assertThat;

import io.bisync.local.jushuitan.api.Signature;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Who gets in: apps, fields, time, signatures, tokens. */
class GateTests {

    private static final String ALL = "{\"start_ts\":0}";

    private final SettableClock clock = new SettableClock(Instant.parse("2026-11-20T04:00:00Z"));
    private final JushuitanSimulator simulator = JushuitanSimulator.start(SimulatorSettings.of(20)
            .withMerchants(MerchantSettings.own(11_053_062, "川梣铺子", 20), MerchantSettings.isv(12_000, "海棠商贸", 20))
            .withSpeed(100)
            .withTokenLifetime(Duration.ofDays(1))
            .withClock(clock));
    private final Client client = new Client(simulator, 0, clock);

    @AfterEach
    void stop() {
        simulator.close();
    }

    @Test
    void aFirstTokenOpensTheQueries() {
        JsonNode token = client.init();
        assertThat(token.path("code").asInt()).isZero();
        assertThat(token.path("data").path("access_token").asString()).matches("[0-9a-f]{32}");
        assertThat(token.path("data").path("expires_in").asInt()).isEqualTo(86_400);
        assertThat(client.orders(ALL).path("code").asInt()).isZero();
    }

    @Test
    void aRefreshMakesTheOldPairWorthless() {
        JsonNode old = client.init().path("data");
        JsonNode fresh = client.refresh(old.path("refresh_token").asString());
        assertThat(fresh.path("code").asInt()).isZero();
        assertThat(client.orders(ALL).path("code").asInt()).isEqualTo(100);
        assertThat(client.refresh(old.path("refresh_token").asString())
                        .path("code")
                        .asInt())
                .isEqualTo(100);
        client.use(fresh.path("data").path("access_token").asString());
        assertThat(client.orders(ALL).path("code").asInt()).isZero();
    }

    @Test
    void aTokenDiesAtItsEnd() {
        JsonNode token = client.init().path("data");
        clock.advance(Duration.ofDays(1).minusSeconds(1));
        assertThat(client.orders(ALL).path("code").asInt()).isZero();
        clock.advance(Duration.ofSeconds(1));
        JsonNode refused = client.orders(ALL);
        assertThat(refused.path("code").asInt()).isEqualTo(100);
        assertThat(refused.path("msg").asString()).isEqualTo("无效的access_token或access_token已过期");
        assertThat(refused.path("issuccess").asBoolean(true)).isFalse();
        assertThat(client.refresh(token.path("refresh_token").asString())
                        .path("code")
                        .asInt())
                .isEqualTo(100);
    }

    @Test
    void anIsvAppHasNoInitialTokenAndNoRefresh() {
        Client isv = new Client(simulator, 1, clock);
        assertThat(isv.init().path("code").asInt()).isEqualTo(21024);
        assertThat(isv.refresh("anything").path("code").asInt()).isEqualTo(150);
        assertThat(isv.use(simulator.authorise(12_000)).orders(ALL).path("code").asInt())
                .isZero();
    }

    @Test
    void theCodeOfAnInitialTokenHasSixCharacters() {
        Map<String, String> fields = client.initFields();
        fields.put("code", "12345");
        assertThat(client.post("/openWeb/auth/getInitToken", client.signed(fields))
                        .path("code")
                        .asInt())
                .isEqualTo(140);
    }

    /** What the vendor makes of them is not known, so nobody is kept out. */
    @ParameterizedTest
    @CsvSource({"authorization_code,a1B2c3", "authorization_code,ይ𧂲é中a9", "refresh_token,a1B2c3"})
    void whatIsNotKnownToBeRefusedIsTaken(String grant, String code) {
        Map<String, String> fields = client.initFields();
        fields.put("grant_type", grant);
        fields.put("code", code);
        assertThat(client.post("/openWeb/auth/getInitToken", client.signed(fields))
                        .path("code")
                        .asInt())
                .isZero();
    }

    @Test
    void whatIsNotBuiltSaysSoAndNotThatARightIsMissing() {
        client.init();
        var answer = client.send("/open/never/built/query", Client.form(client.signed(client.businessFields("{}"))));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("The simulator does not implement /open/never/built/query");
        assertThat(Client.JSON.readTree(answer.body()).path("code").asInt()).isNotIn(0, 190);
    }

    @Test
    void aTokenCallTakesNoBusinessFields() {
        Map<String, String> fields = client.initFields();
        fields.put("version", "2");
        assertThat(client.post("/openWeb/auth/getInitToken", client.signed(fields))
                        .path("code")
                        .asInt())
                .isEqualTo(140);
    }

    @Test
    void theTimestampMayBeFifteenMinutesOff() {
        assertThat(sentAt(Duration.ofMinutes(15)).path("code").asInt()).isZero();
        assertThat(sentAt(Duration.ofMinutes(-15)).path("code").asInt()).isZero();
        for (int seconds : List.of(901, -901)) {
            JsonNode refused = sentAt(Duration.ofSeconds(seconds));
            assertThat(refused.path("code").asInt()).isEqualTo(140);
            assertThat(refused.path("msg").asString()).contains("timestamp");
        }
    }

    @Test
    void everyPublicFieldIsMandatory() {
        client.init();
        for (String field : List.of("app_key", "access_token", "timestamp", "version", "charset", "biz", "sign")) {
            Map<String, String> fields = client.businessFields(ALL);
            fields.remove(field);
            client.signed(fields);
            if (field.equals("sign")) {
                fields.remove(field);
            }
            JsonNode refused = client.post(Client.ORDERS, fields);
            assertThat(refused.path("code").asInt()).as(field).isEqualTo(130);
            assertThat(refused.path("msg").asString()).contains(field);
        }
    }

    @Test
    void wrongValuesOfPublicFieldsAreRefused() {
        client.init();
        assertThat(with("version", "1").path("code").asInt()).isEqualTo(140);
        assertThat(with("charset", "gbk").path("code").asInt()).isEqualTo(140);
        assertThat(with("charset", "UTF-8").path("code").asInt()).isZero();
        assertThat(with("timestamp", "1639128407000").path("code").asInt()).isEqualTo(140);
        assertThat(with("app_key", "nobody").path("code").asInt()).isEqualTo(10);
        assertThat(with("biz", "").path("code").asInt()).isEqualTo(130);
        assertThat(with("nonsense", "1").path("code").asInt()).isEqualTo(140);
    }

    @Test
    void theSignatureIsAboutTheDecodedValuesAsTheyCame() {
        client.init();
        assertThat(client.orders("{ \"start_ts\" : \"0\", \"order_types\":[\"a+b%20&=\\u8001\"] }")
                        .path("code")
                        .asInt())
                .isZero();
        Map<String, String> fields = client.signed(client.businessFields(ALL));
        fields.put("biz", "{\"start_ts\": 0}");
        JsonNode refused = client.post(Client.ORDERS, fields);
        assertThat(refused.path("code").asInt()).isEqualTo(120);
        assertThat(refused.path("msg").asString()).contains("签名");
    }

    @Test
    void onlyAPostedFormIsRead() {
        client.init();
        String form = Client.form(client.signed(client.businessFields(ALL)));
        HttpRequest get = HttpRequest.newBuilder(simulator.openapi().resolve(Client.ORDERS + "?" + form))
                .build();
        assertThat(client.send(get).statusCode()).isEqualTo(405);
        assertThat(Client.JSON
                        .readTree(client.send(Client.ORDERS + "?x=1", form).body())
                        .path("code")
                        .asInt())
                .isEqualTo(140);
        HttpRequest json = HttpRequest.newBuilder(simulator.openapi().resolve(Client.ORDERS))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{}"))
                .build();
        assertThat(Client.JSON.readTree(client.send(json).body()).path("code").asInt())
                .isEqualTo(140);
        assertThat(Client.JSON
                        .readTree(
                                client.send(Client.ORDERS, form + "&version=2").body())
                        .path("code")
                        .asInt())
                .isEqualTo(140);
    }

    @Test
    void theVendorsOwnExampleGetsAToken() {
        SettableClock then = new SettableClock(Instant.ofEpochSecond(1_639_128_407));
        String key = "5b53060f23d84ddf9703056e84fa5a2d";
        MerchantSettings merchant = MerchantSettings.own(1, "示例", 1).withApp(key, "e9c5ca33fecb404b8e6cdbd0ef4a6d25");
        try (var example = JushuitanSimulator.start(
                SimulatorSettings.of(1).withMerchants(merchant).withClock(then))) {
            Map<String, String> fields = new HashMap<>(Map.of(
                    "app_key", key, "timestamp", "1639128407", "grant_type", "authorization_code", "charset", "utf-8"));
            fields.put("code", "123456");
            fields.put("sign", "05e3a51e19e0883afd1882ccd309e0b9");
            JsonNode answer = new Client(example, 0, InstantSource.system()).post("/openWeb/auth/getInitToken", fields);
            assertThat(answer.path("code").asInt()).isZero();
        }
    }

    private JsonNode sentAt(Duration off) {
        Map<String, String> fields = client.initFields();
        fields.put("timestamp", Long.toString(clock.instant().plus(off).getEpochSecond()));
        return client.post("/openWeb/auth/getInitToken", client.signed(fields));
    }

    private JsonNode with(String field, String value) {
        Map<String, String> fields = client.businessFields(ALL);
        fields.put(field, value);
        fields.put("sign", Signature.of(simulator.accounts().getFirst().appSecret(), fields));
        return client.post(Client.ORDERS, fields);
    }
}
