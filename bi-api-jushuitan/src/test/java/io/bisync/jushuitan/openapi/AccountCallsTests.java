package io.bisync.jushuitan.openapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.bisync.account.Account;
import io.bisync.account.AppKind;
import io.bisync.account.Credentials;
import io.bisync.account.InMemoryControlPlane;
import io.bisync.account.Priority;
import io.bisync.jushuitan.openapi.Answer.Limit;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class AccountCallsTests {

    private static final Endpoint ORDERS = new Endpoint("/open/orders/single/query", "orders", "o_id", 100);
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
    private final JushuitanClient client = new JushuitanClient(
            post, "/openWeb/auth", clock::now, RandomGenerator.getDefault(), new CallMeters(registry));
    private final AccountCalls calls = new AccountCalls(
            controlPlane,
            client,
            new AccessTokens(controlPlane, client, "me"),
            Map.of(Limit.SECOND, Duration.ofSeconds(1), Limit.MINUTE, Duration.ofSeconds(60)),
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
                .satisfies(it -> assertThat(it.error()).isEqualTo("BI-JST-16"));
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
    void aServiceProvidersAppWaitsForItsMerchant() {
        assertThatExceptionOfType(CallFailedException.class)
                .isThrownBy(() -> page(account(AppKind.ISV)))
                .satisfies(it -> {
                    assertThat(it.error()).isEqualTo("BI-JST-05");
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

    @Test
    void whatAPersonHasToChangeIsAskedOnce() {
        post.answers(TOKEN.formatted("a1"), error(190, "无API权限，请申请API权限"));

        assertThatExceptionOfType(CallFailedException.class)
                .isThrownBy(() -> page(own()))
                .withMessageContaining("BI-JST-04")
                .withMessageContaining("无API权限");
        assertThat(registry.counter("bi.pull.calls", "account", "7", "path", CALL, "code", "190")
                        .count())
                .isEqualTo(1);
    }

    @Test
    void anUnknownCodeIsCountedAsOther() {
        post.answers(TOKEN.formatted("a1"), error(777, "?"));

        assertThatExceptionOfType(CallFailedException.class)
                .isThrownBy(() -> page(own()))
                .satisfies(it -> assertThat(it.error()).isEqualTo("BI-JST-15"));
        assertThat(registry.counter("bi.pull.calls", "account", "7", "path", CALL, "code", "other")
                        .count())
                .isEqualTo(1);
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

    private Page page(Account account) throws CallFailedException, InterruptedException {
        return calls.page(account, Priority.LIVE, ORDERS, new PageQuery.Since(5, 1), clock::pass);
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
