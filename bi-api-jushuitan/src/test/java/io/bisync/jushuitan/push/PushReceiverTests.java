package io.bisync.jushuitan.push;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.bisync.account.Account;
import io.bisync.account.AppKind;
import io.bisync.account.Credentials;
import io.bisync.account.InMemoryControlPlane;
import io.bisync.account.MovableClock;
import io.bisync.account.PushDoor;
import io.bisync.account.hint.Hint;
import io.bisync.account.hint.Hint.Reason;
import io.bisync.account.rest.SideDoor;
import io.bisync.jushuitan.catalogue.Entities;
import io.bisync.secret.Sha256;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.http.converter.autoconfigure.HttpMessageConvertersAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.jetty.autoconfigure.servlet.JettyServletWebServerAutoConfiguration;
import org.springframework.boot.security.autoconfigure.SecurityAutoConfiguration;
import org.springframework.boot.security.autoconfigure.web.servlet.SecurityFilterAutoConfiguration;
import org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.error.ErrorMvcAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.util.unit.DataSize;

/** The address that Jushuitan pushes to, behind a real server. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PushReceiverTests {

    private static final Instant NOW = Instant.parse("2026-11-20T04:00:00Z");
    private static final String SIGNED =
            "?method=cancel.order&partnerid=erp&ts=1547048796&type=cancelOrder&sign=6be7466d0b6a89b9c12cf04a2a1e356c";
    private static final String CANCELLED = "{\"so_id\":\"S-1\",\"receiver_name\":\"MARK\"}";
    private static final String DONE = "{\"code\":\"0\",\"msg\":\"执行成功\"}";

    /** Two a second, three at once. */
    private static final PushProperties SETTINGS = new PushProperties(
            List.of(),
            DataSize.ofKilobytes(8),
            2,
            3,
            Duration.ofMillis(300),
            Duration.ofMillis(1),
            Duration.ofMinutes(10),
            100);

    private final MovableClock clock = new MovableClock(NOW);
    private final InMemoryControlPlane controlPlane = new InMemoryControlPlane(clock);
    private final PushAccounts accounts = new PushAccounts(controlPlane, clock);
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final ConcurrentLinkedQueue<Hint> hints = new ConcurrentLinkedQueue<>();
    private final AtomicReference<PushReceiver.HintSink> kafka = new AtomicReference<>(hints::addAll);
    private final HttpClient http = HttpClient.newHttpClient();
    private ConfigurableApplicationContext server;
    private int port;

    @BeforeAll
    void start() {
        add("7", "app", "1001");
        add("8", "app", "1002");
        add("9", "other app", "1003");
        open("token-of-7", "7", null, null);
        open("ending", "7", null, NOW.plusSeconds(60));
        open("token-of-app", null, "app", null);
        open("crowded", "8", null, null);
        accounts.look();
        server = new SpringApplicationBuilder(Server.class)
                .initializers((GenericApplicationContext context) -> context.registerBean(
                        PushReceiver.class,
                        () -> new PushReceiver(
                                accounts,
                                Entities.ALL,
                                all -> kafka.get().publish(all),
                                SETTINGS,
                                new PushMeters(meters))))
                .properties("spring.config.location=optional:classpath:/none/")
                .run("--server.port=0", "--server.address=127.0.0.1");
        port = server.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @BeforeEach
    void forget() {
        hints.clear();
        kafka.set(hints::addAll);
    }

    @Test
    void aWrongTokenIsToldNothingBeforeItsBodyIsSent() throws Exception {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream()
                    .write(
                            "POST /push/wrong HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 8000\r\n\r\n"
                                    .getBytes(US_ASCII));
            var answer = new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII));
            assertThat(answer.readLine()).startsWith("HTTP/1.1 404");
        }
        assertThat(post("wrong", SIGNED, CANCELLED).body()).isEmpty();
        assertThat(get("wrong").statusCode()).isEqualTo(404);
        assertThat(hints).isEmpty();
    }

    @Test
    void theAddressIsTriedByGet() throws Exception {
        var answer = get("token-of-7");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("\"code\":\"0\"", "\"msg\":\"执行成功\"").hasSize(DONE.length());
        assertThat(answer.headers().firstValue("Content-Type").orElseThrow()).startsWith("application/json");
    }

    @Test
    void aMessageOfTheOlderStyleIsAHintBeforeItIsAnswered() throws Exception {
        var answer = post("token-of-7", SIGNED, CANCELLED);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("\"code\":\"0\"");
        assertThat(hints).containsExactly(new Hint("7", "order", "so_id", "S-1", Reason.PUSHED));
    }

    @Test
    void aMessageOfTheNewerStyleIsAFormAndOneAtAnAppNamesItsCompany() throws Exception {
        post(
                "token-of-app",
                "",
                "action_code=business_sku_syn&timestamp=1&sign=x&biz=%7B%22skuId%22%3A%22A%22%2C%22coid%22%3A1002%7D",
                "application/x-www-form-urlencoded");
        assertThat(hints).containsExactly(new Hint("8", "inventory", "sku_id", "A", Reason.PUSHED));

        hints.clear();
        for (var company : new String[] {"1003", "1999"}) {
            var answer = post("token-of-app", SIGNED, "{\"so_id\":\"S-1\",\"co_id\":%s}".formatted(company));
            assertThat(answer.body()).contains("\"code\":\"0\"");
        }
        assertThat(hints).isEmpty();
        assertThat(received("unknown_account")).isGreaterThanOrEqualTo(2);
    }

    @Test
    void oneThatNamesAShopIsOfTheAccountOfTheAppThatHasIt() throws Exception {
        controlPlane.shop("8", "10001");
        controlPlane.shop("9", "10002");
        for (var shop : new String[] {"10001", "10002", "10003"}) {
            var answer = post("token-of-app", SIGNED, "{\"so_id\":\"S-1\",\"shop_id\":%s}".formatted(shop));
            assertThat(answer.body()).contains("\"code\":\"0\"");
        }
        assertThat(hints).containsExactly(new Hint("8", "order", "so_id", "S-1", Reason.PUSHED));
    }

    @Test
    void whatNobodyKnowsIsAnsweredAndCounted() throws Exception {
        var query = "?method=unknown.thing&partnerid=erp&ts=1&sign=" + md5("unknown.thingerpts1erp");
        assertThat(post("token-of-7", query, "{}").body()).contains("\"code\":\"0\"");
        assertThat(received("unknown_method")).isEqualTo(1);
        assertThat(hints).isEmpty();
    }

    @Test
    void whatIsNotSignedOrCannotBeReadIsRefused() throws Exception {
        assertRefused(post("token-of-app", SIGNED.replace("356c", "356d"), CANCELLED), 403, "BI-JST-91");
        assertRefused(post("token-of-app", SIGNED, "not JSON, MARK"), 400, "BI-JST-90");
        assertRefused(post("token-of-app", SIGNED, "\"" + "x".repeat(9_000) + "\""), 413, "BI-JST-92");
        assertThat(hints).isEmpty();
    }

    @Test
    void whileKafkaDoesNotAcknowledgeItIsToComeAgain() throws Exception {
        var away = new CountDownLatch(1);
        kafka.set(_ -> {
            throw new IllegalStateException("Kafka is away");
        });
        var failed = post("crowded", SIGNED, CANCELLED);
        assertRefused(failed, 503, "BI-JST-94");
        assertThat(failed.headers().firstValue("Retry-After")).isPresent();
        kafka.set(_ -> pass(away));
        for (var i = 0; i < 3; i++) {
            assertRefused(post("crowded", SIGNED, CANCELLED), 503, "BI-JST-94");
        }
        assertRefused(post("crowded", SIGNED, CANCELLED), 503, "BI-JST-93");
        away.countDown();
        kafka.set(hints::addAll);
        await("their places").until(() -> post("crowded", SIGNED, CANCELLED).statusCode() == 200);
    }

    @Test
    void moreThanAnAddressMaySendIsToComeAgain() throws Exception {
        open("busy", "7", null, null);
        accounts.look();
        var answers = IntStream.range(0, 30)
                .mapToObj(_ -> unchecked(() -> post("busy", SIGNED, CANCELLED)))
                .toList();
        assertThat(answers.subList(0, 20)).allMatch(it -> it.statusCode() == 200);
        assertRefused(answers.getLast(), 429, "BI-JST-93");
        assertThat(answers.getLast().headers().firstValue("Retry-After")).isPresent();
        assertThat(get("busy").statusCode()).isEqualTo(200);
    }

    @Test
    void aReplacedAddressIsHeardUntilItEnds() throws Exception {
        assertThat(get("ending").statusCode()).isEqualTo(200);
        clock.advance(Duration.ofSeconds(61));
        assertThat(get("ending").statusCode()).isEqualTo(404);
    }

    @Test
    void whileNobodyKnowsTheAddressesNoneIsDenied() {
        var away = new InMemoryControlPlane(clock);
        away.takesNoReports(true);
        var unknowing = new PushAccounts(away, clock);
        unknowing.look();
        var receiver =
                new PushReceiver(unknowing, Entities.ALL, (Collection<Hint> _) -> {}, SETTINGS, new PushMeters(meters));

        assertThat(receiver.check("token-of-7", new MockHttpServletRequest())
                        .getStatusCode()
                        .value())
                .isEqualTo(503);
    }

    private static void assertRefused(HttpResponse<String> answer, int status, String code) {
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.body()).contains("\"code\":\"-1\"", code).doesNotContain("MARK");
    }

    private double received(String result) {
        return meters.get("bi.push.received").tag("result", result).counter().count();
    }

    private void add(String id, String appKey, String company) {
        controlPlane.add(
                new Account(id, "jushuitan", "shop", AppKind.OWN, appKey, true, company), new Credentials(appKey, "s"));
    }

    private void open(String token, @Nullable String account, @Nullable String appKey, @Nullable Instant endsAt) {
        controlPlane.open(new PushDoor(Sha256.hex(token), account, appKey, endsAt));
    }

    private HttpResponse<String> get(String token) throws Exception {
        return http.send(HttpRequest.newBuilder(at(token)).build(), BodyHandlers.ofString(UTF_8));
    }

    private HttpResponse<String> post(String token, String query, String body) throws Exception {
        return post(token, query, body, "application/json;charset=UTF-8");
    }

    private HttpResponse<String> post(String token, String query, String body, String type) throws Exception {
        return http.send(
                HttpRequest.newBuilder(URI.create(at(token) + query))
                        .header("Content-Type", type)
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString(UTF_8));
    }

    private URI at(String token) {
        return URI.create("http://127.0.0.1:%d/push/%s".formatted(port, token));
    }

    @FunctionalInterface
    private interface Call<T> {
        T make() throws Exception;
    }

    private static <T> T unchecked(Call<T> call) {
        try {
            return call.make();
        } catch (Exception failed) {
            throw new IllegalStateException(failed);
        }
    }

    private static void pass(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private static String md5(String text) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(text.getBytes(UTF_8)));
    }

    @SpringBootConfiguration(proxyBeanMethods = false)
    @ImportAutoConfiguration({
        JettyServletWebServerAutoConfiguration.class,
        DispatcherServletAutoConfiguration.class,
        WebMvcAutoConfiguration.class,
        ErrorMvcAutoConfiguration.class,
        HttpMessageConvertersAutoConfiguration.class,
        JacksonAutoConfiguration.class,
        SecurityAutoConfiguration.class,
        ServletWebSecurityAutoConfiguration.class,
        SecurityFilterAutoConfiguration.class
    })
    static class Server {

        @Bean
        static SideDoor pushDoor(HttpSecurity http) {
            return PushConfiguration.pushDoor(http);
        }
    }
}
