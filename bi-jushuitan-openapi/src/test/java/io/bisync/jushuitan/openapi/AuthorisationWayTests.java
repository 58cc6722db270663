package io.bisync.jushuitan.openapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.bisync.local.jushuitan.JushuitanSimulator;
import io.bisync.local.jushuitan.MerchantSettings;
import io.bisync.local.jushuitan.SimulatorSettings;
import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The whole way of a service provider's app, walked as a browser walks it, against the simulator's page. */
class AuthorisationWayTests {

    private static final URI BACK = URI.create("http://127.0.0.1:1/authorised");
    private static final Endpoint SHOPS =
            Endpoint.of("/open/shops/query", "datas", "shop_id").pages(100).total(Endpoint.Total.ON_EVERY_PAGE);
    private static Instant now = Instant.parse("2026-11-21T00:00:00Z");
    private static final JushuitanSimulator JUSHUITAN = JushuitanSimulator.start(SimulatorSettings.of(10)
            .withMerchants(MerchantSettings.own(11_053_062, "川梣铺子", 10), MerchantSettings.isv(12_000, "海棠商贸", 10))
            .withClock(() -> now));
    private static final App APP = app(1);

    private final OpenApi api = new OpenApi(OpenApiAddress.at(JUSHUITAN.openapi()), () -> now);
    private final HttpClient browser =
            HttpClient.newBuilder().cookieHandler(new CookieManager()).build();

    @BeforeEach
    void comesBack() {
        JUSHUITAN.redirect(12_000, BACK);
    }

    @AfterAll
    static void stop() {
        JUSHUITAN.close();
    }

    @Test
    void theMerchantLetsTheAppInAndTheCodeBringsATokenThatWorks() throws Exception {
        var callback = Authorisation.callback(APP, walked("state-1"));
        assertThat(callback.state()).isEqualTo("state-1");

        var token =
                api.exchangedToken(APP, callback.code(), CallContext.sleeping()).orElseThrow();

        var page = api.page(
                        new Tokens.Grant(APP, token.accessToken()),
                        SHOPS,
                        new PageQuery.Whole(1),
                        CallContext.sleeping())
                .orElseThrow();
        assertThat(page.entities()).isNotEmpty();
        assertThatExceptionOfType(CallFailedException.class)
                .as("a code is good once")
                .isThrownBy(() -> api.exchangedToken(APP, callback.code(), CallContext.sleeping())
                        .orElseThrow());
        assertThatExceptionOfType(CallFailedException.class)
                .as("a service provider may not refresh")
                .isThrownBy(() -> api.refreshedToken(APP, String.valueOf(token.refreshToken()), CallContext.sleeping())
                        .orElseThrow())
                .satisfies(it -> assertThat(it.code()).isEqualTo("BI-JST-05"));
    }

    @Test
    void anAddressLivesForAQuarterOfAnHour() throws Exception {
        var address = Authorisation.address(JUSHUITAN.authorisationPage(), APP, "s", now);
        now = now.plus(Duration.ofMinutes(16));

        assertThat(open(address).statusCode()).isEqualTo(400);
    }

    @Test
    void aCodeLivesForAQuarterOfAnHour() throws Exception {
        var callback = Authorisation.callback(APP, walked("s"));
        now = now.plus(Duration.ofMinutes(16));

        assertThatExceptionOfType(CallFailedException.class)
                .isThrownBy(() -> api.exchangedToken(APP, callback.code(), CallContext.sleeping())
                        .orElseThrow())
                .satisfies(it -> assertThat(it.code()).isEqualTo("BI-JST-16"));
    }

    @Test
    void anAddressThatSomebodyChangedOpensNothingAndNoSessionNoConsent() throws Exception {
        var address = Authorisation.address(JUSHUITAN.authorisationPage(), APP, "mine", now);

        assertThat(open(URI.create(address.toString().replace("mine", "his"))).statusCode())
                .isEqualTo(400);
        assertThat(consent().statusCode()).isEqualTo(400);
    }

    private Map<String, String> walked(String state) throws IOException, InterruptedException {
        var page = open(Authorisation.address(JUSHUITAN.authorisationPage(), APP, state, now));
        assertThat(page.statusCode()).as(page.body()).isEqualTo(200);
        assertThat(page.body()).contains("海棠商贸", "授权");
        var back = consent();
        assertThat(back.statusCode()).as(back.body()).isEqualTo(302);
        var address = back.headers().firstValue("Location").orElseThrow();
        assertThat(address).startsWith(BACK + "?");
        return Arrays.stream(address.substring(address.indexOf('?') + 1).split("&", -1))
                .map(it -> it.split("=", 2))
                .collect(Collectors.toMap(it -> it[0], it -> URLDecoder.decode(it[1], StandardCharsets.UTF_8)));
    }

    private HttpResponse<String> open(URI address) throws IOException, InterruptedException {
        return browser.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> consent() throws IOException, InterruptedException {
        return browser.send(
                HttpRequest.newBuilder(JUSHUITAN.authorisationPage())
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString("consent=yes"))
                        .build(),
                BodyHandlers.ofString());
    }

    private static App app(int number) {
        var account = JUSHUITAN.accounts().get(number);
        return new App(account.appKey(), account.appSecret());
    }
}
