package io.bisync.jushuitan.pull;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.bisync.account.Account;
import io.bisync.account.AppKind;
import io.bisync.account.Credentials;
import io.bisync.account.Cursor;
import io.bisync.account.InMemoryControlPlane;
import io.bisync.local.jushuitan.JushuitanSimulator;
import io.bisync.local.jushuitan.MerchantAccount;
import io.bisync.local.jushuitan.SimulatorSettings;
import io.bisync.local.jushuitan.merchant.Merchant;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;

/** The accounts "1" and "2" at a Jushuitan whose orders live, and what pulls make of them. */
final class TwoShops implements AutoCloseable {

    static final Duration LIMIT = Duration.ofSeconds(90);

    final JushuitanSimulator jushuitan =
            JushuitanSimulator.start(SimulatorSettings.of(400).withSpeed(50).withHistory(Duration.ofDays(3)));
    final InMemoryControlPlane controlPlane = new InMemoryControlPlane(this::basicsTime);
    final CollectingSink sink = new CollectingSink();
    final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final InstantSource clock = InstantSource.system();
    private final List<SmartLifecycle> started = new ArrayList<>();
    private volatile Duration ahead = Duration.ZERO;

    /** Begins to pull whatever accounts there are and come. */
    SmartLifecycle pull() {
        return pull(Duration.ofMinutes(10));
    }

    /** Begins to pull and reads again so often. */
    SmartLifecycle pull(Duration rescan) {
        SmartLifecycle pulls = Pulling.pulls(jushuitan.openapi(), controlPlane, sink, registry, rescan);
        started.add(pulls);
        pulls.start();
        return pulls;
    }

    /** Begins to pull and looks at the accounts when it hears that one changed. */
    LivePulls pullPatiently() {
        LivePulls pulls = Pulling.patient(jushuitan.openapi(), controlPlane, sink, registry);
        started.add(pulls);
        pulls.start();
        return pulls;
    }

    void add(String account) {
        addWithSecret(account, at(account).appSecret());
    }

    void addWithSecret(String account, String secret) {
        MerchantAccount at = at(account);
        controlPlane.add(
                new Account(account, "jushuitan", at.name(), AppKind.OWN, at.appKey(), true, String.valueOf(at.coId())),
                new Credentials(at.appKey(), secret));
    }

    void addAsCompany(String account, @Nullable String company) {
        MerchantAccount at = at(account);
        controlPlane.add(
                new Account(account, "jushuitan", at.name(), AppKind.OWN, at.appKey(), true, company),
                new Credentials(at.appKey(), at.appSecret()));
    }

    long coId(String account) {
        return at(account).coId();
    }

    Merchant merchant(String account) {
        return jushuitan.merchant(coId(account));
    }

    @Nullable Cursor cursor(String account) {
        return controlPlane.cursor(account, "order").orElse(null);
    }

    /** Lets time pass for bi-basic alone, so that leases end. */
    void passAtBasic(Duration duration) {
        ahead = ahead.plus(duration);
    }

    double counted(String meter) {
        Counter counter = registry.find(meter).counter();
        return counter == null ? 0 : counter.count();
    }

    double failures(String account, String error) {
        Counter counter = registry.find("bi.pull.failures")
                .tags("account", account, "entity", "order", "code", error)
                .counter();
        return counter == null ? 0 : counter.count();
    }

    /** Not a number once no pull of the account runs here. */
    double lag(String account) {
        return registry.get("bi.pull.lag").tag("account", account).gauge().value();
    }

    /** Every order above the first cursor is published in its present version. */
    void everythingArrives(String account) {
        await().atMost(LIMIT).untilAsserted(() -> {
            Map<String, Long> wanted = new HashMap<>();
            Instant yesterday = clock.instant().minus(Duration.ofDays(1));
            Merchant merchant = merchant(account);
            merchant.truth(row -> {
                if (row.table().equals("jushuitan_order")) {
                    wanted.put(String.valueOf(row.key().get("o_id")), row.version());
                }
            });
            wanted.keySet()
                    .removeIf(id -> merchant.order(Long.parseLong(id))
                            .map(it -> it.changedAt().isBefore(yesterday))
                            .orElse(true));
            assertThat(sink.newest(account)).containsAllEntriesOf(wanted);
        });
    }

    @Override
    public void close() {
        started.forEach(SmartLifecycle::stop);
        jushuitan.close();
    }

    private MerchantAccount at(String account) {
        return jushuitan.accounts().get(Integer.parseInt(account) - 1);
    }

    private Instant basicsTime() {
        return InstantSource.system().instant().plus(ahead);
    }
}
