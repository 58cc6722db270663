package io.bisync.jushuitan.openapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A merchant whose own app it is, with the tokens and limits of this process, on a clock of its own. */
class MerchantTests {

    private static final Instant START = Instant.parse("2026-11-21T00:00:00Z");
    private static final Endpoint ORDERS =
            Endpoint.of("/open/orders/single/query", "orders", "o_id").pages(100);
    private static final String CALL = ORDERS.path();
    private static final String FIRST = "/openWeb/auth/getInitToken";
    private static final String REFRESH = "/openWeb/auth/refreshToken";
    private static final String PAGE = "{\"code\":0,\"data\":{\"orders\":[],\"has_next\":false}}";

    private final Deque<String> script = new ArrayDeque<>();
    private final List<String> paths = new ArrayList<>();
    private final List<String> bodies = new ArrayList<>();
    private Instant now = START;
    private final OpenApi api = new OpenApi(this::answer, "/openWeb/auth", () -> now);
    private final Merchant merchant = new Merchant(
            api, new OwnTokens(api, new App("app", "secret"), () -> now), new RollingLimits(5, 100, () -> now));

    @Test
    void oneTokenServesManyPagesAndIsRefreshedADayBeforeItsEnd() throws Exception {
        script.addAll(List.of(token("a1"), PAGE, PAGE, token("a2"), PAGE));

        page();
        page();
        now = now.plus(Duration.ofDays(29)).plusSeconds(1);
        page();

        assertThat(paths).containsExactly(FIRST, CALL, CALL, REFRESH, CALL);
        assertThat(bodies.get(3)).contains("refresh_token=r&", "scope=all");
        assertThat(bodies.getLast()).contains("access_token=a2&");
    }

    @Test
    void aRefreshThatIsRefusedLeadsToAFirstTokenAndOneThatFailsToTheOldTokenWhileItIsGood() throws Exception {
        script.addAll(List.of(token("a1"), PAGE, error(150, "服务商应用禁止刷新access_token"), token("a2"), PAGE));
        page();
        now = now.plus(Duration.ofDays(29)).plusSeconds(1);
        page();
        assertThat(paths).containsExactly(FIRST, CALL, REFRESH, FIRST, CALL);

        script.addAll(List.of(error(150, "内部处理异常"), PAGE));
        now = now.plus(Duration.ofDays(29)).plusSeconds(1);
        page();
        assertThat(bodies.getLast()).contains("access_token=a2&");

        script.add(error(150, "内部处理异常"));
        now = now.plus(Duration.ofDays(1));
        assertThatExceptionOfType(CallFailedException.class)
                .isThrownBy(this::page)
                .satisfies(it -> assertThat(it.code()).isEqualTo("BI-JST-14"));
    }

    @Test
    void aTokenThatIsCalledInvalidIsReplacedOnce() {
        script.addAll(List.of(token("a1"), error(100, "?"), token("a2"), error(100, "?")));

        assertThatExceptionOfType(CallFailedException.class)
                .isThrownBy(this::page)
                .satisfies(it -> assertThat(it.code()).isEqualTo("BI-JST-16"));
        assertThat(paths).containsExactly(FIRST, CALL, FIRST, CALL);
    }

    @ParameterizedTest
    @CsvSource({"180,timestamp无效，误差10分钟", "140,无效的timestamp，最大误差15分钟"})
    void aTimestampIsMadeFreshOnce(int code, String message) {
        script.addAll(List.of(token("a1"), error(code, message), error(code, message), PAGE));

        assertThatExceptionOfType(CallFailedException.class)
                .isThrownBy(this::page)
                .satisfies(it -> {
                    assertThat(it.code()).isEqualTo("BI-JST-17");
                    assertThat(it.isPassing()).isTrue();
                });
        assertThat(paths).containsExactly(FIRST, CALL, CALL);
    }

    @Test
    void aLimitIsWaitedForASecondOrUntilTheMinuteIsOver() throws Exception {
        script.addAll(List.of(token("a1"), error(199, "调用频次超过限制!请稍后再试"), error(200, "调用频次超过限制"), PAGE));

        page();

        assertThat(Duration.between(START, now)).isEqualTo(Duration.ofSeconds(61));
    }

    @ParameterizedTest
    @CsvSource({"190,无API权限,BI-JST-04,false", "160,单据不存在,BI-JST-07,false", "777,?,BI-JST-15,true"})
    void whatAskingAgainCannotHelpIsNotAskedAgain(int code, String message, String error, boolean passing) {
        script.addAll(List.of(token("a1"), error(code, message)));

        assertThatExceptionOfType(CallFailedException.class)
                .isThrownBy(this::page)
                .withMessageStartingWith(error)
                .satisfies(it -> assertThat(it.isPassing()).isEqualTo(passing));
        assertThat(paths).containsExactly(FIRST, CALL);
    }

    @Test
    void theCodeOfAMerchantsAuthorisationIsExchangedForAToken() throws Exception {
        script.add(token("a1"));

        var token =
                api.exchangedToken(new App("app", "secret"), "c-1", this::pass).orElseThrow();

        assertThat(token.accessToken()).isEqualTo("a1");
        assertThat(token.expiresAt()).isEqualTo(START.plus(Duration.ofDays(30)));
        assertThat(paths).containsExactly("/openWeb/auth/accessToken");
        assertThat(bodies.getLast()).contains("code=c-1&", "grant_type=authorization_code");
        assertThat(token.toString()).doesNotContain("a1");
    }

    private Page page() throws CallFailedException, InterruptedException {
        return merchant.page(ORDERS, new PageQuery.Since("start_ts", 5, 1), this::pass);
    }

    private void pass(Duration duration) {
        now = now.plus(duration);
    }

    private byte[] answer(String path, byte[] form) throws IOException {
        paths.add(path);
        bodies.add(URLDecoder.decode(new String(form, StandardCharsets.US_ASCII), StandardCharsets.UTF_8));
        var next = script.poll();
        if (next == null) {
            throw new IOException("Nobody answers");
        }
        return next.getBytes(StandardCharsets.UTF_8);
    }

    private static String token(String access) {
        return "{\"code\":0,\"data\":{\"access_token\":\"%s\",\"refresh_token\":\"r\",\"expires_in\":2592000}}"
                .formatted(access);
    }

    private static String error(int code, String message) {
        return "{\"code\":%d,\"msg\":\"%s\"}".formatted(code, message);
    }
}
