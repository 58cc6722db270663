package io.bisync.jushuitan.pull;

import io.bisync.account.Account;
import io.bisync.account.ControlPlane;
import io.bisync.jushuitan.call.RealCalls;
import io.bisync.jushuitan.declaration.FanOut;
import io.bisync.jushuitan.declaration.Increment;
import io.bisync.jushuitan.declaration.PulledEntity;
import io.bisync.jushuitan.openapi.Endpoint;
import io.bisync.jushuitan.openapi.Page;
import io.bisync.jushuitan.page.PagePublisher;
import io.bisync.jushuitan.page.PublishedRows;
import io.bisync.jushuitan.page.PullMeters;
import io.bisync.jushuitan.page.PullStates;
import io.bisync.once.ExactlyOnceProcessor;
import io.bisync.once.OnceSettings;
import io.bisync.once.Variant;
import io.bisync.once.store.GenerationStore;
import io.bisync.once.store.IdStore;
import io.bisync.once.store.StoreSettings;
import io.bisync.privacy.Privacy;
import io.bisync.privacy.UnknownFields;
import io.bisync.secret.SealingKey;
import io.bisync.table.ColumnType;
import io.bisync.table.Entity;
import io.bisync.table.Envelope;
import io.bisync.time.Backoff;
import io.bisync.topic.TrafficClass;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.springframework.context.SmartLifecycle;

/** Pulls as tests need them: quick, with a small order. */
public final class Pulling {

    private static final Entity ORDER = Entity.of(
            "jushuitan",
            "order",
            Envelope.none(),
            order -> order.key("o_id", ColumnType.BIGINT)
                    .version("ts")
                    .personal("receiver_*", "buyer_*", "shop_buyer_id", "open_id", "invoice_title", "remark", "node")
                    .optionalChildren(
                            "items",
                            "item",
                            it -> it.key("oi_id", ColumnType.BIGINT).personal("remark"))
                    .optionalChildren(
                            "pays",
                            "pay",
                            it -> it.key("pay_id", ColumnType.BIGINT).personal("buyer_account")));

    public static final PulledEntity ORDERS = PulledEntity.of(
            ORDER,
            TrafficClass.ORDERS,
            Endpoint.of("/open/orders/single/query", "orders", "o_id")
                    .pages(100)
                    .company("co_id"),
            new Increment.RowVersion("start_ts"));

    public static final PulledEntity INVENTORY = PulledEntity.of(
                    Entity.of(
                            "jushuitan",
                            "inventory",
                            Envelope.none(),
                            stock -> stock.keyFromHeader("wms_co_id", ColumnType.BIGINT)
                                    .key("sku_id", ColumnType.varchar(64))
                                    .version("ts")),
                    TrafficClass.STOCK,
                    Endpoint.of("/open/inventory/query", "inventorys", "sku_id")
                            .pages(100)
                            .total(Endpoint.Total.ON_EVERY_PAGE),
                    new Increment.RowVersion("ts"))
            .forEach(FanOut.WAREHOUSE);

    public static final PulledEntity SHOPS = PulledEntity.of(
            Entity.of(
                    "jushuitan",
                    "shop",
                    Envelope.none(),
                    shop -> shop.key("shop_id", ColumnType.BIGINT)
                            .versionFromHeader()
                            .personal("nick")),
            TrafficClass.OTHER,
            Endpoint.of("/open/shops/query", "datas", "shop_id").pages(100).total(Endpoint.Total.ON_EVERY_PAGE),
            new Increment.Snapshot());

    private static final Privacy SEALED = Privacy.of(UnknownFields.SEALED, Set.of("jushuitan.order.a"), newKey());

    /** By windows of change; all that its declaration leaves out is sealed. */
    public static final PulledEntity PURCHASES = PulledEntity.of(
            Entity.of(
                    "jushuitan",
                    "purchase",
                    Envelope.none(),
                    purchase -> purchase.key("po_id", ColumnType.BIGINT).versionFromModified("modified")),
            TrafficClass.OTHER,
            Endpoint.of("/open/purchase/query", "datas", "po_id").total(Endpoint.Total.ON_EVERY_PAGE),
            new Increment.Modified());

    private static final StoreSettings KNOWN = new StoreSettings(Duration.ofDays(3), Duration.ofSeconds(30), 100_000);

    private Pulling() {}

    private static PullProperties quick(Duration rescan) {
        return quick(rescan, Duration.ofMillis(100), Duration.ofSeconds(10));
    }

    private static PullProperties quick(Duration rescan, Duration accountsInterval, Duration lease) {
        return new PullProperties(
                Map.of("default", Duration.ofMillis(50)),
                accountsInterval,
                Map.of("default", List.of(rescan)),
                lease,
                Duration.ofMillis(500),
                1,
                Duration.ofSeconds(5));
    }

    private static SealingKey newKey() {
        Path file = Path.of(System.getProperty("java.io.tmpdir"), "sealing-" + UUID.randomUUID() + ".json");
        SealingKey.create(file);
        file.toFile().deleteOnExit();
        return SealingKey.open(file);
    }

    public static SmartLifecycle pulls(
            URI jushuitan, ControlPlane controlPlane, CollectingSink sink, MeterRegistry registry) {
        return pulls(jushuitan, controlPlane, sink, registry, Duration.ofMinutes(10));
    }

    /** Pulls that read again so often. */
    static SmartLifecycle pulls(
            URI jushuitan, ControlPlane controlPlane, CollectingSink sink, MeterRegistry registry, Duration rescan) {
        return pulls(jushuitan, controlPlane, sink, registry, quick(rescan));
    }

    /** Pulls that look at their accounts every hour, unless they hear that one changed. */
    static LivePulls patient(URI jushuitan, ControlPlane controlPlane, CollectingSink sink, MeterRegistry registry) {
        var never = Duration.ofHours(1);
        return pulls(jushuitan, controlPlane, sink, registry, quick(never, never, never.multipliedBy(2)));
    }

    private static LivePulls pulls(
            URI jushuitan,
            ControlPlane controlPlane,
            CollectingSink sink,
            MeterRegistry registry,
            PullProperties properties) {
        return new LivePulls(
                controlPlane,
                RealCalls.to(jushuitan, controlPlane, registry),
                publisher(sink, registry),
                List.of(ORDERS),
                properties,
                once(InstantSource.system()),
                InstantSource.system(),
                meters(registry));
    }

    /** Remembers as a process that has just started, by that clock. */
    static ExactlyOnceProcessor once(InstantSource clock) {
        return once(GenerationStore.onHeap(KNOWN, clock, steady(clock)));
    }

    /** Remembers in a file. */
    static ExactlyOnceProcessor once(InstantSource clock, Path file) {
        return once(GenerationStore.inFile(file, KNOWN, clock, steady(clock)));
    }

    static ExactlyOnceProcessor once(IdStore store) {
        Backoff backoff = new Backoff(Duration.ofMillis(1), Duration.ofMillis(1), new Random(1));
        return new ExactlyOnceProcessor(
                "pulls",
                store,
                new OnceSettings(Variant.IDEMPOTENT_ONLY, 0, backoff, 100),
                _ -> {},
                new SimpleMeterRegistry());
    }

    private static LongSupplier steady(InstantSource clock) {
        return () -> TimeUnit.MILLISECONDS.toNanos(clock.millis());
    }

    /** Publishes a page of which nothing is known. */
    static void publish(PagePublisher publisher, Account account, PulledEntity pulled, Page page) {
        publisher.publishUnknown(account, pulled, page, new PublishedRows(once(new Forgetful()), account, pulled));
    }

    public static PagePublisher publisher(CollectingSink sink, MeterRegistry registry) {
        return publisher(sink, registry, InstantSource.system());
    }

    static PagePublisher publisher(CollectingSink sink, MeterRegistry registry, InstantSource clock) {
        return new PagePublisher(sink, SEALED, clock, meters(registry, clock));
    }

    static PullMeters meters(MeterRegistry registry) {
        return meters(registry, InstantSource.system());
    }

    static PullMeters meters(MeterRegistry registry, InstantSource clock) {
        return new PullMeters(registry, clock, new PullStates(registry, clock));
    }
}
