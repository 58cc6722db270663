package io.bisync.jushuitan.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.bisync.account.Access;
import io.bisync.account.Account;
import io.bisync.account.AppKind;
import io.bisync.account.Credentials;
import io.bisync.account.InMemoryControlPlane;
import io.bisync.account.MovableClock;
import io.bisync.account.Priority;
import io.bisync.jushuitan.openapi.App;
import io.bisync.jushuitan.openapi.CallContext;
import io.bisync.jushuitan.openapi.Endpoint;
import io.bisync.jushuitan.openapi.OpenApi;
import io.bisync.jushuitan.openapi.OpenApiAddress;
import io.bisync.jushuitan.openapi.Page;
import io.bisync.jushuitan.openapi.PageQuery;
import io.bisync.local.jushuitan.JushuitanSimulator;
import io.bisync.local.jushuitan.MerchantSettings;
import io.bisync.local.jushuitan.SimulatorSettings;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Many services and one Jushuitan at which each new token makes the ones before worthless, refresh tokens too. */
class RefreshRaceTests {

    private static final Endpoint SHOPS =
            Endpoint.of("/open/shops/query", "datas", "shop_id").pages(100).total(Endpoint.Total.ON_EVERY_PAGE);

    private final MovableClock clock = new MovableClock(Instant.parse("2026-11-21T00:00:00Z"));
    private final JushuitanSimulator jushuitan = JushuitanSimulator.start(SimulatorSettings.of(1)
            .withMerchants(MerchantSettings.own(11_053_062, "川梣铺子", 1))
            .withSpeed(1000)
            .withClock(clock));
    private final InMemoryControlPlane basic = new InMemoryControlPlane(clock);
    private final Account account = account();
    private final List<RateLimitedClient> services = Stream.generate(
                    () -> RealCalls.to(jushuitan.openapi(), basic, new SimpleMeterRegistry(), clock))
            .limit(20)
            .toList();

    @AfterEach
    void stop() {
        jushuitan.close();
    }

    @Test
    void twentyServicesRefreshATokenOnceAndNoneIsLockedOut() throws Exception {
        assertThat(page(services.getFirst()).entities()).isNotEmpty();
        clock.advance(Duration.ofDays(29).plusHours(1));

        assertAllCome();

        assertThat(calls("refreshToken")).isEqualTo(Map.of(0, 1L));
        assertThat(calls("getInitToken")).as("nobody had to begin anew").isEqualTo(Map.of(0, 1L));
    }

    @Test
    void twentyServicesFetchAFirstTokenOnce() throws Exception {
        assertAllCome();

        assertThat(calls("getInitToken")).isEqualTo(Map.of(0, 1L));
    }

    @Test
    void whereServiceAndControlPlaneDieAfterTheAnswerAnOwnAppBeginsAnewWithoutAPerson() throws Exception {
        page(services.getFirst());
        clock.advance(Duration.ofDays(29).plusHours(1));
        var lease = (Access.Refresh) basic.access(account.id(), "dies");
        new OpenApi(OpenApiAddress.at(jushuitan.openapi()), clock)
                .refreshedToken(
                        new App(account.appKey(), lease.credentials().appSecret()),
                        String.valueOf(lease.refreshToken()),
                        CallContext.sleeping())
                .orElseThrow();
        clock.advance(Duration.ofSeconds(31));

        assertAllCome();

        assertThat(calls("refreshToken")).isEqualTo(Map.of(0, 1L));
        assertThat(calls("getInitToken")).isEqualTo(Map.of(0, 2L));
    }

    private void assertAllCome() throws Exception {
        var start = new CountDownLatch(1);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var pages = services.stream()
                    .map(service -> threads.submit((Callable<Page>) () -> {
                        start.await();
                        return page(service);
                    }))
                    .toList();
            start.countDown();
            for (var page : pages) {
                assertThat(page.get().entities()).isNotEmpty();
            }
        }
    }

    private Page page(RateLimitedClient service) throws Exception {
        return service.page(account, Priority.LIVE, SHOPS, new PageQuery.Whole(1), CallContext.sleeping());
    }

    private Map<Integer, Long> calls(String token) {
        return jushuitan.calls().counts().getOrDefault("/openWeb/auth/" + token, Map.of());
    }

    private Account account() {
        var at = jushuitan.accounts().getFirst();
        var added = new Account("1", "jushuitan", at.name(), AppKind.OWN, at.appKey(), true, null);
        basic.add(added, new Credentials(at.appKey(), at.appSecret()));
        return added;
    }
}
