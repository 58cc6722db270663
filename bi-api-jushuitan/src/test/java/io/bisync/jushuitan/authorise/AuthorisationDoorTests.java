package io.bisync.jushuitan.authorise;

import static org.assertj.core.api.Assertions.assertThat;

import io.bisync.account.Access;
import io.bisync.account.Account;
import io.bisync.account.AppKind;
import io.bisync.account.ControlPlane;
import io.bisync.account.Credentials;
import io.bisync.account.InMemoryControlPlane;
import io.bisync.account.MovableClock;
import io.bisync.jushuitan.call.OpenApiConfiguration;
import io.bisync.local.jushuitan.JushuitanSimulator;
import io.bisync.local.jushuitan.MerchantAccount;
import io.bisync.local.jushuitan.MerchantSettings;
import io.bisync.local.jushuitan.SimulatorSettings;
import io.bisync.local.jushuitan.api.Signature;
import io.bisync.local.stack.MerchantsBrowser;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.http.converter.autoconfigure.HttpMessageConvertersAutoConfiguration;
import org.springframework.boot.jetty.autoconfigure.servlet.JettyServletWebServerAutoConfiguration;
import org.springframework.boot.security.autoconfigure.SecurityAutoConfiguration;
import org.springframework.boot.security.autoconfigure.web.servlet.SecurityFilterAutoConfiguration;
import org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.error.ErrorMvcAutoConfiguration;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.context.support.GenericApplicationContext;

/** A merchant's way through the door, Jushuitan's page and back, and whoever tries to come in otherwise. */
@ExtendWith(OutputCaptureExtension.class)
class AuthorisationDoorTests {

    private static final MovableClock CLOCK = new MovableClock(Instant.parse("2026-11-21T00:00:00Z"));
    private static final InMemoryControlPlane BASIC = new InMemoryControlPlane(CLOCK);
    private static final JushuitanSimulator JUSHUITAN = JushuitanSimulator.start(SimulatorSettings.of(1)
            .withMerchants(MerchantSettings.isv(12_000, "海棠商贸", 1), MerchantSettings.isv(13_000, "青禾商贸", 1))
            .withClock(CLOCK));

    private static ConfigurableApplicationContext service;
    private static URI door;

    private final MerchantsBrowser browser = new MerchantsBrowser();
    private final HttpClient jushuitan = HttpClient.newHttpClient();
    private String state = "";

    @BeforeAll
    static void start() {
        ApplicationContextInitializer<GenericApplicationContext> stands = context -> {
            context.registerBean(ControlPlane.class, () -> BASIC);
            context.registerBean(InstantSource.class, () -> CLOCK);
            context.registerBean(MeterRegistry.class, SimpleMeterRegistry::new);
        };
        service = new SpringApplicationBuilder(Door.class)
                .initializers(stands)
                .properties("spring.config.location=optional:classpath:/none/")
                .run(
                        "--server.port=0",
                        "--server.address=127.0.0.1",
                        "--logging.level.io.bisync=DEBUG",
                        "--bi.openapi.url=" + JUSHUITAN.openapi(),
                        "--bi.openapi.authorisation-page=" + JUSHUITAN.authorisationPage());
        door = URI.create("http://127.0.0.1:" + service.getEnvironment().getRequiredProperty("local.server.port"));
    }

    @AfterAll
    static void stop() {
        service.close();
        JUSHUITAN.close();
    }

    @BeforeEach
    void anAccountThatWaitsForItsMerchant() {
        for (var number : new int[] {1, 2}) {
            var at = app(number);
            BASIC.add(
                    new Account(Integer.toString(number), "jushuitan", at.name(), AppKind.ISV, at.appKey(), true, null),
                    new Credentials(at.appKey(), at.appSecret()));
            JUSHUITAN.redirect(at.coId(), door.resolve("/authorised"));
        }
        if (BASIC.access("1", "test") instanceof Access.Granted granted) {
            BASIC.tokenRejected("1", granted.accessToken());
        }
        // The lease of the test before, and the visits of its second.
        CLOCK.advance(Duration.ofMinutes(1));
        state = BASIC.openAuthorisation("1");
    }

    @Test
    void theMerchantLetsTheAppInOnceAndTheAccountHasItsToken(CapturedOutput output) {
        var back = browser.throughJushuitan(link());

        var answer = browser.open(back);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("text/html");
        assertThat(answer.headers().firstValue("Referrer-Policy")).hasValue("no-referrer");
        assertThat(answer.body()).contains("授权成功", "authorised");
        assertThat(BASIC.access("1", "test")).isInstanceOf(Access.Granted.class);
        assertNotOpen(browser.open(back));
        assertNotOpen(browser.open(link()));
        assertThat(output.getAll() + answer.body() + answer.headers())
                .contains("The merchant let the app in")
                .doesNotContain(state, code(back), app(1).appSecret());
    }

    @Test
    void jushuitanItselfIsToldTheCodeZero() throws Exception {
        var back = browser.throughJushuitan(link());

        var answer = jushuitan.send(HttpRequest.newBuilder(back).build(), BodyHandlers.ofString());

        assertThat(answer.body()).isEqualTo("{\"code\":0,\"msg\":\"The app is authorised. You may close this page.\"}");
        assertThat(BASIC.access("1", "test")).isInstanceOf(Access.Granted.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sign", "code", "state", "app_key"})
    void aCallbackThatIsNotAsJushuitanSignedItOpensNothingAndUsesNothingUp(String field) {
        var back = browser.throughJushuitan(link());

        assertNotOpen(browser.open(URI.create(back.toString().replaceFirst(field + "=.", field + "=x"))));

        assertWaits();
        assertThat(browser.open(back).statusCode()).isEqualTo(200);
    }

    @Test
    void theStateOfAnotherAccountIsOfNoUseToWhoHasAnotherApp() throws Exception {
        assertNotOpen(browser.open(callback(app(2), "code", state)));
        assertNotOpen(browser.open(callback(app(1), "code", BASIC.openAuthorisation("2"))));

        assertWaits();
        assertThat(browser.open(browser.throughJushuitan(link())).statusCode()).isEqualTo(200);
    }

    @Test
    void aLinkIsOverAfterAQuarterOfAnHourOnTheWayBackToo() {
        var back = browser.throughJushuitan(link());
        CLOCK.advance(Duration.ofMinutes(15));

        assertNotOpen(browser.open(link()));
        assertNotOpen(browser.open(back));
        assertWaits();
    }

    @Test
    void aCodeThatJushuitanDoesNotKnowUsesTheLinkUpAndTheAccountWaitsAgain(CapturedOutput output) throws Exception {
        var answer = browser.open(callback(app(1), "00000000", state));

        assertThat(answer.statusCode()).isEqualTo(502);
        assertThat(answer.body()).contains("BI-JST-86");
        assertThat(output).contains("BI-JST-86").doesNotContain(state, "00000000");
        assertNotOpen(browser.open(link()));
        assertThat(BASIC.access("1", "test")).isInstanceOf(Access.Wait.class);
        CLOCK.advance(Duration.ofSeconds(31));
        assertWaits();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/authorise/guessed", "/authorised", "/authorised?state=guessed"})
    void whatNobodyMadeIsAnsweredLikeWhatIsOver(String address) {
        assertNotOpen(browser.open(URI.create(door + address)));
    }

    @Test
    void whoComesTooOftenWaits() {
        var statuses = Stream.generate(() -> browser.open(link()).statusCode())
                .limit(22)
                .toList();

        assertThat(statuses.subList(0, 20)).containsOnly(302);
        assertThat(statuses.subList(20, 22)).containsOnly(503);
    }

    @Test
    void onlyGetsAreTaken() throws Exception {
        var answer = jushuitan.send(
                HttpRequest.newBuilder(link())
                        .POST(HttpRequest.BodyPublishers.ofString("x".repeat(100_000)))
                        .build(),
                BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(405);
    }

    private URI link() {
        return door.resolve("/authorise/" + state);
    }

    private static void assertWaits() {
        assertThat(BASIC.access("1", "test")).isInstanceOf(Access.NeedsAuthorisation.class);
    }

    private static void assertNotOpen(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(404);
        assertThat(answer.body()).isEqualTo(Outcome.NOT_OPEN.page());
    }

    private static MerchantAccount app(int number) {
        return JUSHUITAN.accounts().get(number - 1);
    }

    private static URI callback(MerchantAccount app, String code, String state) throws IOException {
        var fields = new HashMap<>(Map.of("app_key", app.appKey(), "code", code, "state", state));
        fields.put("sign", Signature.of(app.appSecret(), fields));
        return door.resolve("/authorised?"
                + fields.entrySet().stream()
                        .map(it -> it.getKey() + "=" + URLEncoder.encode(it.getValue(), StandardCharsets.UTF_8))
                        .collect(Collectors.joining("&")));
    }

    private static String code(URI back) {
        return back.getQuery().replaceFirst(".*code=([^&]*).*", "$1");
    }

    @SpringBootConfiguration(proxyBeanMethods = false)
    @ImportAutoConfiguration({
        JettyServletWebServerAutoConfiguration.class,
        DispatcherServletAutoConfiguration.class,
        WebMvcAutoConfiguration.class,
        HttpMessageConvertersAutoConfiguration.class,
        ErrorMvcAutoConfiguration.class,
        SecurityAutoConfiguration.class,
        SecurityFilterAutoConfiguration.class,
        ServletWebSecurityAutoConfiguration.class
    })
    @Import({OpenApiConfiguration.class, AuthoriseConfiguration.class})
    static class Door {}
}
