package io.bisync.jushuitan.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.bisync.account.Account;
import io.bisync.account.AppKind;
import io.bisync.account.Credentials;
import io.bisync.account.InMemoryControlPlane;
import io.bisync.account.Priority;
import io.bisync.jushuitan.AccountLog;
import io.bisync.jushuitan.openapi.ApiResult.Limit;
import io.bisync.jushuitan.openapi.CallFailedException;
import io.bisync.jushuitan.openapi.Endpoint;
import io.bisync.jushuitan.openapi.OpenApi;
import io.bisync.jushuitan.openapi.Page;
import io.bisync.jushuitan.openapi.PageQuery;
import io.bisync.jushuitan.openapi.Post;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RateLimitedClientTests {

    private static final Endpoint ORDERS =
            Endpoint.of("/open/orders/single/query", "orders", "o_id").pages(100);
    private static final String PAGE = "{\"code\":0,\"data\":{\"orders\":[],\"has_next\":false}}";
    private static final String TOKEN =
            "{\"code\":0,\"data\":{\"access_token\":\"%s\",\"refresh_token\":\"r\",\"expires_in\":2592000}}";
    private static final String CALL = "/open/orders/single/query";
    private static final String INITIAL = "/openWeb/auth/getInitToken";
    private static final Duration LATE = Duration.ofDays(29).plusHours(1);
    private static final String REFRESH = "/openWeb/auth/refreshToken";

    private final MutableClock clock = new MutableClock();
    private final InMemoryControlPlane controlPlane = new InMemoryControlPlane(clock::now);
    private final ScriptedPost post = new ScriptedPost();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final OpenApi api = new OpenApi(post, "/openWeb/auth", clock::now);
    private final RateLimitedClient calls = new RateLimitedClient(
            controlPlane,
            api,
            new AccessTokens(controlPlane, api, "me", clock::now),
            Map.of(Limit.SECOND, Duration.ofSeconds(1), Limit.MINUTE, Duration.ofSeconds(60)),
            new CallMeters(registry),
            clock::now);

    @Test
    void getsAFirstTokenThenThePage() throws Exception {
        post.answers(TOKEN.formatted("a1"), PAGE);

        assertThat(page(own()).entities()).isEmpty();

        assertThat(post.paths).containsExactly(INITIAL, CALL);
        assertThat(post.bodies.getLast())
                .contains("access_token=a1&")
                .contains("\"start_ts\":5,\"page_index\":1,\"page_size\":100,\"is_get_total\":false");
    }

    @Test
    void aTokenCalledInvalidIsReplacedOnceAndTheCallRepeatedOnce() throws Exception {
        post.answers(TOKEN.formatted("a1"), error(100, "access_token超时"), TOKEN.formatted("a2"), PAGE);

        page(own());

        assertThat(post.paths).containsExactly(INITIAL, CALL, INITIAL, CALL);
        assertThat(post.bodies.getLast()).contains("access_token=a2&");
    }

    @Test
    void aNewTokenThatIsInvalidAtOnceEndsTheCall() {
        post.answers(TOKEN.formatted("a1"), error(100, "?"), TOKEN.formatted("a2"), error(100, "?"));

        assertThatExceptionOfType(CallFailedException.class)
                .isThrownBy(() -> page(own()))
                .satisfies(it -> assertThat(it.code()).isEqualTo("BI-JST-16"));
        assertThat(post.paths).hasSize(4);
    }

    @Test
    void aTokenNearItsEndIsRefreshed() throws Exception {
        post.answers(TOKEN.formatted("a1"), PAGE, TOKEN.formatted("a2"), PAGE);
        Account account = own();
        page(account);
        clock.pass(LATE);

        page(account);

        assertThat(post.paths).containsExactly(INITIAL, CALL, REFRESH, CALL);
        assertThat(post.bodies.get(2)).contains("refresh_token=r&", "scope=all");
        assertThat(post.bodies.getLast()).contains("access_token=a2&");
    }

    @Test
    void anOwnAppWhoseRefreshIsRefusedStartsAnew() throws Exception {
        post.answers(TOKEN.formatted("a1"), PAGE, error(150, "服务商应用禁止刷新access_token"), TOKEN.formatted("a2"), PAGE);
        Account account = own();
        page(account);
        clock.pass(LATE);

        page(account);

        assertThat(post.paths).containsExactly(INITIAL, CALL, REFRESH, INITIAL, CALL);
    }

    @Test
    void anEarlyRefreshThatFailsLeavesTheOldTokenInUse() throws Exception {
        post.answers(TOKEN.formatted("a1"), PAGE, error(150, "内部处理异常"), PAGE);
        Account account = own();
        page(account);
        clock.pass(LATE);

        page(account);

        assertThat(post.bodies.getLast()).contains("access_token=a1&");
    }

    @Test
    void aRefreshThatFailsAgainAndAgainIsSaidOnceAndItsEndOnce() throws Exception {
        String refused = error(110, "该IP不在白名单列表");
        post.answers(TOKEN.formatted("a1"), PAGE, refused, PAGE, refused, PAGE, TOKEN.formatted("a2"), PAGE);
        Account account = own();
        page(account);
        clock.pass(LATE);
        try (AccountLog log = new AccountLog()) {
            for (int hour = 0; hour < 3; hour++) {
                page(account);
                clock.pass(Duration.ofHours(1));
            }
            assertThat(log.of("7")).containsExactly("WARN BI-JST-02", "INFO BI-JST-02");
        }

        assertThat(post.paths).containsExactly(INITIAL, CALL, REFRESH, CALL, REFRESH, CALL, REFRESH, CALL);
    }

    @Test
    void aServiceProvidersAppWaitsForItsMerchant() {
        assertThatExceptionOfType(CallFailedException.class)
                .isThrownBy(() -> page(account(AppKind.ISV)))
                .satisfies(it -> {
                    assertThat(it.code()).isEqualTo("BI-JST-05");
                    assertThat(it.isPassing()).isFalse();
                });
        assertThat(post.paths).isEmpty();
    }

    @Test
    void aFrequencyLimitStopsEveryCallerOfTheAccountForAWhile() throws Exception {
        post.answers(TOKEN.formatted("a1"), error(199, "调用频次超过限制!请稍后再试"), error(200, "调用频次超过限制"), PAGE);

        page(own());

        assertThat(post.paths).containsExactly(INITIAL, CALL, CALL, CALL);
        assertThat(clock.passed()).isGreaterThanOrEqualTo(Duration.ofSeconds(61));
    }

    @Test
    void anOldTimestampIsSignedAnewOnce() throws Exception {
        post.answers(TOKEN.formatted("a1"), error(180, "timestamp无效"), PAGE);

        page(own());

        assertThat(post.paths).containsExactly(INITIAL, CALL, CALL);
    }

    @ParameterizedTest
    @CsvSource({
        "10,验证失败！无效签名,BI-JST-01",
        "120,验证失败!无效签名,BI-JST-01",
        "110,已设置IP白名单，该IP不在白名单列表,BI-JST-02",
        "130,入参缺少access_token,BI-JST-03",
        "140,参数传递错误,BI-JST-03",
        "200,参数错误,BI-JST-03",
        "190,无API权限，请申请API权限,BI-JST-04",
        "150,服务商应用禁止刷新access_token,BI-JST-05",
        "160,单据不存在,BI-JST-07",
        "170,店铺编号[1]不存在,BI-JST-07"
    })
    void aRefusedCallEndsWithItsCodeAndIsNotRepeated(int code, String message, String error) {
        post.answers(TOKEN.formatted("a1"), error(code, message));

        assertThatExceptionOfType(CallFailedException.class)
                .isThrownBy(() -> page(own()))
                .withMessageStartingWith(error)
                .withMessageContaining(message)
                .satisfies(it -> {
                    assertThat(it.code()).isEqualTo(error);
                    assertThat(it.isPassing()).isFalse();
                });
        assertThat(post.paths).containsExactly(INITIAL, CALL);
        assertThat(counted(CALL, String.valueOf(code))).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "120,验证失败!无效签名,BI-JST-01,false",
        "110,该IP不在白名单列表,BI-JST-02,false",
        "140,参数传递错误,BI-JST-03,false",
        "150,需商户重新授权,BI-JST-05,false",
        "21024,仅支持自有应用,BI-JST-06,false",
        "150,内部处理异常,BI-JST-14,true",
        "777,?,BI-JST-15,true",
        "100,无效的code,BI-JST-16,true",
        "180,timestamp无效，误差10分钟,BI-JST-17,true",
        "199,调用频次超过限制,BI-JST-18,true"
    })
    void aRefusedTokenCallEndsWithItsCode(int code, String message, String error, boolean passing) {
        post.answers(error(code, message));

        assertThatExceptionOfType(CallFailedException.class)
                .isThrownBy(() -> page(own()))
                .withMessageStartingWith(error)
                .satisfies(it -> {
                    assertThat(it.code()).isEqualTo(error);
                    assertThat(it.isPassing()).isEqualTo(passing);
                });
        assertThat(post.paths).containsExactly(INITIAL);
    }

    @ParameterizedTest
    @CsvSource({"180,timestamp无效，误差10分钟", "140,无效的timestamp，最大误差15分钟"})
    void aTimestampThatIsWrongTwiceEndsTheCall(int code, String message) {
        post.answers(TOKEN.formatted("a1"), error(code, message), error(code, message), PAGE);

        assertThatExceptionOfType(CallFailedException.class)
                .isThrownBy(() -> page(own()))
                .withMessageContaining(message)
                .satisfies(it -> assertThat(it.code()).isEqualTo("BI-JST-17"));
        assertThat(post.paths).containsExactly(INITIAL, CALL, CALL);
    }

    @ParameterizedTest
    @CsvSource({"199,调用频次超过限制!请稍后再试,6", "200,调用频次超过限制,360"})
    void aLimitThatIsMetInSpiteOfPermitsEndsTheCall(int code, String message, int seconds) {
        post.answers(TOKEN.formatted("a1"));
        post.answers(Collections.nCopies(6, error(code, message)).toArray(String[]::new));
        post.answers(PAGE);
        Account account = own();

        assertThatExceptionOfType(CallFailedException.class)
                .isThrownBy(() -> page(account))
                .satisfies(it -> {
                    assertThat(it.code()).isEqualTo("BI-JST-18");
                    assertThat(it.isPassing()).isTrue();
                });
        assertThat(counted(CALL, String.valueOf(code))).isEqualTo(6);
        assertThat(clock.passed()).isBetween(Duration.ofSeconds(seconds * 5L / 6), Duration.ofSeconds(seconds));
    }

    @Test
    void whenNobodyAnswersTheCallEnds() {
        post.answers(TOKEN.formatted("a1"));

        assertThatExceptionOfType(CallFailedException.class)
                .isThrownBy(() -> page(own()))
                .satisfies(it -> {
                    assertThat(it.code()).isEqualTo("BI-JST-10");
                    assertThat(it.isPassing()).isTrue();
                });
        assertThat(counted(CALL, "unreachable")).isEqualTo(1);
    }

    @Test
    void anUnknownCodeIsCountedAsOther() {
        post.answers(TOKEN.formatted("a1"), error(777, "?"));

        assertThatExceptionOfType(CallFailedException.class)
                .isThrownBy(() -> page(own()))
                .satisfies(it -> assertThat(it.code()).isEqualTo("BI-JST-15"));
        assertThat(counted(CALL, "other")).isEqualTo(1);
    }

    @Test
    void asksBasicOnceForManyPages() throws Exception {
        post.answers(TOKEN.formatted("a1"), PAGE, PAGE, PAGE);
        Account account = own();

        page(account);
        page(account);
        page(account);

        assertThat(post.paths).containsExactly(INITIAL, CALL, CALL, CALL);
    }

    private double counted(String path, String code) {
        return registry.counter("bi.pull.calls", "account", "7", "path", path, "code", code)
                .count();
    }

    private Page page(Account account) throws CallFailedException, InterruptedException {
        return calls.page(account, Priority.LIVE, ORDERS, new PageQuery.Since("start_ts", 5, 1), clock::pass);
    }

    private Account own() {
        return account(AppKind.OWN);
    }

    private Account account(AppKind kind) {
        Account account = new Account("7", "jushuitan", "shop", kind, "app", true, null);
        controlPlane.add(account, new Credentials("app", "secret"));
        return account;
    }

    private static String error(int code, String message) {
        return "{\"code\":%d,\"msg\":\"%s\"}".formatted(code, message);
    }

    private static final class MutableClock {
        private static final Instant START = Instant.parse("2026-11-21T00:00:00Z");
        private Instant now = START;

        Instant now() {
            return now;
        }

        void pass(Duration duration) {
            now = now.plus(duration);
        }

        Duration passed() {
            return Duration.between(START, now);
        }
    }

    private static final class ScriptedPost implements Post {
        private final Deque<String> script = new ArrayDeque<>();
        private final List<String> paths = new ArrayList<>();
        private final List<String> bodies = new ArrayList<>();

        void answers(String... answers) {
            script.addAll(List.of(answers));
        }

        @Override
        public byte[] send(String path, byte[] form) throws IOException {
            paths.add(path);
            bodies.add(URLDecoder.decode(new String(form, StandardCharsets.US_ASCII), StandardCharsets.UTF_8));
            String next = script.poll();
            if (next == null) {
                throw new IOException("Nobody answers");
            }
            return next.getBytes(StandardCharsets.UTF_8);
        }
    }
}
