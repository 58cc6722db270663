package io.bisync.jushuitan.verify;

import io.bisync.account.Account;
import io.bisync.account.AppKind;
import io.bisync.account.Credentials;
import io.bisync.account.Cursor;
import io.bisync.account.InMemoryControlPlane;
import io.bisync.jushuitan.call.RateLimitedClient;
import io.bisync.jushuitan.call.RealCalls;
import io.bisync.jushuitan.catalogue.Entities;
import io.bisync.jushuitan.declaration.PulledEntity;
import io.bisync.jushuitan.history.HistoryLoad;
import io.bisync.jushuitan.history.WindowQuestions;
import io.bisync.jushuitan.page.PagePublisher;
import io.bisync.jushuitan.pull.CollectingSink;
import io.bisync.jushuitan.pull.Pulling;
import io.bisync.local.jushuitan.JushuitanSimulator;
import io.bisync.local.jushuitan.MerchantAccount;
import io.bisync.local.jushuitan.SimulatorSettings;
import io.bisync.privacy.Privacy;
import io.bisync.privacy.UnknownFields;
import io.bisync.row.TableRows;
import io.bisync.run.Slice;
import io.bisync.run.SliceProgress;
import io.bisync.run.SliceState;
import io.bisync.run.Window;
import io.bisync.run.work.SliceWork;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** An ERP whose orders rest, one day of them, and what verifies that day. */
final class Verifying implements AutoCloseable {

    private final InstantSource clock = InstantSource.system();
    final Instant to = clock.instant().truncatedTo(ChronoUnit.DAYS).minus(Duration.ofDays(1));
    final Instant from = to.minus(Duration.ofDays(1));
    private final InMemoryControlPlane controlPlane = new InMemoryControlPlane(clock);
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final JushuitanSimulator jushuitan =
            JushuitanSimulator.start(SimulatorSettings.of(1_500).withSpeed(50).withHistory(Duration.ofDays(7)));
    private final MerchantAccount merchant = jushuitan.accounts().getFirst();
    private final Account account =
            new Account("1", "jushuitan", merchant.name(), AppKind.OWN, merchant.appKey(), true, null);
    private final RateLimitedClient calls = RealCalls.to(jushuitan.openapi(), controlPlane, registry);
    private final PulledEntity orders = Entities.of("order");
    private final Privacy privacy = Privacy.of(UnknownFields.DROPPED, Set.of(), null);
    private final PagePublisher publisher = Pulling.publisher(new CollectingSink(), registry);
    private final WindowQuestions questions = new WindowQuestions(controlPlane, calls, Entities.ALL, clock);
    private final Settling settling = new Settling(controlPlane, clock, Duration.ZERO);

    Verifying() {
        jushuitan.pace().pause();
        controlPlane.add(account, new Credentials(merchant.appKey(), merchant.appSecret()));
        // As a live pull that is always past every moment.
        controlPlane.setCursor("1", "order", new Cursor("99999999999", Instant.parse("2100-01-01T00:00:00Z")));
    }

    CountWork count(Function<String, List<List<@Nullable Object>>> sql) {
        return new CountWork(questions, calls, sql, settling, clock);
    }

    DeepWork deep(Function<String, List<List<@Nullable Object>>> sql) {
        return new DeepWork(questions, calls, publisher, privacy, sql, settling, clock);
    }

    /** Loads a window of the ERP's orders, as a repair does. */
    void load(Instant begin, Instant end, Consumer<TableRows> into) throws Exception {
        var load = new HistoryLoad(
                calls, publisher::publishHistory, new Window(account, begin, end), clock.instant(), told(into));
        load.run(questions.live(account, orders, load), null);
    }

    /** What is told of a window of orders. */
    Told verify(SliceWork work, Instant begin, Instant end) throws Exception {
        var told = told(_ -> {
            throw new AssertionError("A verification publishes nothing");
        });
        var kind = work.kinds().iterator().next();
        work.work(
                new Slice(
                        1,
                        1,
                        kind,
                        1,
                        "order",
                        new Window(account, begin, end),
                        null,
                        SliceState.RUNNING,
                        0,
                        SliceProgress.NONE),
                SliceProgress.NONE,
                told);
        return told;
    }

    private Told told(Consumer<TableRows> into) {
        return new Told(orders.entity().under(privacy), into);
    }

    @Override
    public void close() {
        jushuitan.close();
    }
}
