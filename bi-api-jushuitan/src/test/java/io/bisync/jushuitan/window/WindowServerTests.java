package io.bisync.jushuitan.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.Timestamp;
import io.bisync.account.Account;
import io.bisync.account.AppKind;
import io.bisync.account.Credentials;
import io.bisync.account.Cursor;
import io.bisync.account.InMemoryControlPlane;
import io.bisync.event.Event;
import io.bisync.event.Origin;
import io.bisync.jushuitan.call.RealCalls;
import io.bisync.jushuitan.catalogue.Entities;
import io.bisync.jushuitan.pull.CollectingSink;
import io.bisync.jushuitan.pull.Pulling;
import io.bisync.local.jushuitan.JushuitanSimulator;
import io.bisync.local.jushuitan.MerchantAccount;
import io.bisync.local.jushuitan.SimulatorSettings;
import io.bisync.local.jushuitan.api.Fault;
import io.bisync.local.jushuitan.book.Company;
import io.bisync.local.trickle.TricklingClients;
import io.bisync.server.GrpcServerLimits;
import io.bisync.window.v1.LoadWindowProgress;
import io.bisync.window.v1.LoadWindowRequest;
import io.bisync.window.v1.WindowsGrpc;
import io.grpc.Context;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Windows over real gRPC, against a Jushuitan whose orders live. */
class WindowServerTests {

    private static final Duration LIMIT = Duration.ofSeconds(90);

    /** HTTP/2's preface and the head of a SETTINGS frame of 6,000 bytes, which never come. */
    private static final String HALF_A_GREETING = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\u0017p\u0004\0\0\0\0\0";

    private final InstantSource clock = InstantSource.system();
    private final Instant today = clock.instant().truncatedTo(ChronoUnit.DAYS);
    private final InMemoryControlPlane controlPlane = new InMemoryControlPlane(clock);
    private final CollectingSink sink = new CollectingSink();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final JushuitanSimulator jushuitan =
            JushuitanSimulator.start(SimulatorSettings.of(1_500).withSpeed(50).withHistory(Duration.ofDays(7)));
    private final GrpcServerLimits limits = new GrpcServerLimits();
    private final Server server = limited(
                    NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)))
            .addService(new WindowServer(
                    controlPlane,
                    RealCalls.to(jushuitan.openapi(), controlPlane, registry),
                    Pulling.publisher(sink, registry),
                    List.of(Pulling.ORDERS, Pulling.SHOPS, Pulling.INVENTORY, Entities.of("supplier")),
                    clock))
            .build();
    private ManagedChannel channel;

    WindowServerTests() throws IOException {
        server.start();
        channel = NettyChannelBuilder.forAddress("127.0.0.1", server.getPort())
                .usePlaintext()
                .build();
    }

    @BeforeEach
    void addAccount() {
        MerchantAccount at = jushuitan.accounts().getFirst();
        controlPlane.add(
                new Account("1", "jushuitan", at.name(), AppKind.OWN, at.appKey(), true, null),
                new Credentials(at.appKey(), at.appSecret()));
        controlPlane.add(
                new Account("2", "jushuitan", "new", AppKind.OWN, at.appKey(), true, null),
                new Credentials(at.appKey(), at.appSecret()));
        controlPlane.setCursor("1", "order", new Cursor("1", null));
    }

    @AfterEach
    void stop() {
        channel.shutdownNow();
        server.shutdownNow();
        limits.destroy();
        jushuitan.close();
    }

    private NettyServerBuilder limited(NettyServerBuilder builder) {
        limits.customize(builder);
        return builder.maxConnectionIdle(3, TimeUnit.SECONDS);
    }

    @Test
    void aClientIsAnsweredBesideFiveHundredThatTrickleAndTheyAreClosed() {
        LoadWindowRequest unanswerable = window(today, today);
        Runnable asks = () -> assertRefused(Status.Code.INVALID_ARGUMENT, "BI-JST-42", () -> load(unanswerable));
        asks.run();
        var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), server.getPort());
        try (var many = TricklingClients.start(address, HALF_A_GREETING, 500, Duration.ofMillis(200))) {
            // Those beyond what the server takes are closed at once, the others when they have made no call for too
            // long.
            await().atMost(LIMIT).until(() -> many.closed() >= 500 - GrpcServerLimits.CONNECTIONS);
            await().atMost(LIMIT).until(() -> {
                asks.run();
                return many.closed() == 500;
            });
        }
    }

    @Test
    void publishesEveryOrderOfTheWindowToTheHistoryTopic() {
        List<LoadWindowProgress> progress = load(window(today.minus(Duration.ofDays(6)), today));

        assertThat(progress.getLast().getDone()).isTrue();
        assertThat(progress.subList(0, progress.size() - 1)).noneMatch(LoadWindowProgress::getDone);
        assertThat(progress.getLast().getPublished()).isEqualTo(sink.size()).isGreaterThan(500);
        assertThat(progress.getLast().getExpected()).isEqualTo(ids().size());
        assertThat(progress.getLast().getCalls()).isEqualTo((ids().size() + 99) / 100);
        assertThat(sink.newest("1").keySet()).containsExactlyInAnyOrderElementsOf(ids());
        assertThat(sink.events()).allMatch(it -> it.origin() == Origin.HISTORY);
    }

    /** Suppliers are answered of a day at most. */
    @Test
    void aWindowLongerThanTheEntitysPageAnswersIsLoadedInParts() {
        controlPlane.setCursor("1", "supplier", new Cursor("1", null));

        List<LoadWindowProgress> progress = load(window(today.minus(Duration.ofDays(6)), today).toBuilder()
                .setEntity("supplier")
                .build());

        assertThat(progress).filteredOn(LoadWindowProgress::getDone).containsExactly(progress.getLast());
        assertThat(progress.getLast().getCalls()).isEqualTo(6);
        assertThat(progress.getLast().getPublished()).isEqualTo(sink.size()).isGreaterThan(20);
    }

    @Test
    void losesNoOrderThatStaysInTheWindowWhileOthersLeave() {
        jushuitan.pace().changesPerSecond(400);
        load(window(today.minus(Duration.ofDays(6)), today));
        jushuitan.pace().pause();

        assertThat(sink.newest("1").keySet()).containsAll(ids());
    }

    @Test
    void refusesAWindowBeforeTheLiveCursorExists() {
        LoadWindowRequest request = window(today.minus(Duration.ofDays(1)), today).toBuilder()
                .setAccount("2")
                .build();

        assertRefused(Status.Code.FAILED_PRECONDITION, "BI-JST-43", () -> load(request));
    }

    @Test
    void refusesAWindowOfAnAccountThatIsDisabled() {
        controlPlane.disable("1");

        assertRefused(
                Status.Code.FAILED_PRECONDITION,
                "BI-JST-43",
                () -> load(window(today.minus(Duration.ofDays(1)), today)));
        assertThat(jushuitan.calls().counts()).isEmpty();
    }

    @Test
    void whatIsOnlyReadAsAWholeHasNoWindows() {
        assertRefused(
                Status.Code.OUT_OF_RANGE,
                "BI-JST-83",
                () -> load(window(today.minus(Duration.ofDays(1)), today).toBuilder()
                        .setEntity("shop")
                        .build()));
    }

    @Test
    void aWindowOfStockIsLoadedForEachWarehouseWhenEachHasItsLiveCursor() {
        LoadWindowRequest request = window(today.minus(Duration.ofDays(6)), today).toBuilder()
                .setEntity("inventory")
                .build();
        assertRefused(Status.Code.FAILED_PRECONDITION, "BI-JST-43", () -> load(request));
        new Company(jushuitan.accounts().getFirst().coId())
                .warehouses()
                .forEach(it -> controlPlane.setCursor("1", "inventory." + it, new Cursor("1", null)));

        List<LoadWindowProgress> progress = load(request);
        assertThat(progress.stream().filter(LoadWindowProgress::getDone)).hasSize(1);
        assertThat(progress.getLast().getDone()).isTrue();
        assertThat(progress.getLast().getPublished()).isEqualTo(sink.size()).isGreaterThan(100);
        assertThat(sink.events().stream().map(Event::scope).distinct()).hasSize(3);
    }

    @Test
    void saysNothingOfWhatNobodyExpectsButItsCode() {
        sink.refuse();

        assertThatExceptionOfType(StatusRuntimeException.class)
                .isThrownBy(() -> load(window(today.minus(Duration.ofDays(6)), today)))
                .satisfies(it -> {
                    assertThat(it.getStatus().getCode()).isEqualTo(Status.Code.INTERNAL);
                    assertThat(it.getStatus().getDescription())
                            .startsWith("BI-JST-44 ")
                            .doesNotContain("Kafka is away");
                });
    }

    @Test
    void refusesAWindowThatCannotBeAsked() {
        assertRefused(
                Status.Code.INVALID_ARGUMENT, "BI-JST-42", () -> load(window(today.minus(Duration.ofDays(8)), today)));
        assertRefused(Status.Code.INVALID_ARGUMENT, "BI-JST-42", () -> load(window(today, today)));
        assertRefused(
                Status.Code.INVALID_ARGUMENT, "BI-JST-42", () -> load(window(today, today.plus(Duration.ofDays(2)))));
        assertRefused(
                Status.Code.INVALID_ARGUMENT,
                "BI-JST-42",
                () -> load(window(today.minus(Duration.ofDays(1)).plusMillis(1), today)));
        assertRefused(
                Status.Code.INVALID_ARGUMENT,
                "BI-JST-42",
                () -> load(window(today.minus(Duration.ofDays(1)), today).toBuilder()
                        .setEntity("stock")
                        .build()));
        assertRefused(
                Status.Code.INVALID_ARGUMENT,
                "BI-JST-42",
                () -> load(window(today.minus(Duration.ofDays(1)), today).toBuilder()
                        .setAccount("99")
                        .build()));
        assertRefused(Status.Code.INVALID_ARGUMENT, "BI-JST-42", () -> load(LoadWindowRequest.getDefaultInstance()));
    }

    @Test
    void publishesNothingOfAPageWithoutVersions() {
        jushuitan.faults().inject(new Fault(new Fault.Effect.WithoutTs(), 1, "/open/orders", null));

        assertRefused(Status.Code.INTERNAL, "BI-JST-20", () -> load(window(today.minus(Duration.ofDays(6)), today)));
        assertThat(sink.size()).isZero();
    }

    @Test
    void tellsTheCallerWhatIsWorthRepeating() {
        LoadWindowRequest request = window(today.minus(Duration.ofDays(1)), today);

        jushuitan.faults().inject(new Fault(new Fault.Effect.Html(), 1, "/open/orders", null));
        assertRefused(Status.Code.UNAVAILABLE, "BI-JST-12", () -> load(request));
        jushuitan.faults().inject(new Fault(new Fault.Effect.Code(190, "无API权限"), 1, "/open/orders", null));
        assertRefused(Status.Code.FAILED_PRECONDITION, "BI-JST-04", () -> load(request));
        load(request);
    }

    @Test
    void anExhaustedLimitAsksTheCallerForPatience() {
        jushuitan.faults().inject(new Fault(new Fault.Effect.Code(199, "调用频次超过限制"), 6, "/open/orders", null));

        assertRefused(
                Status.Code.RESOURCE_EXHAUSTED,
                "BI-JST-18",
                () -> load(window(today.minus(Duration.ofDays(1)), today)));
    }

    @Test
    void stopsCallingWhenTheCallerGoesAway() throws Exception {
        controlPlane.limit(2, 1_000);
        Context.CancellableContext context = Context.current().withCancellation();
        context.run(() -> {
            var answers =
                    WindowsGrpc.newBlockingStub(channel).loadWindow(window(today.minus(Duration.ofDays(6)), today));
            assertThat(answers.hasNext()).isTrue();
        });
        context.cancel(null);

        AtomicInteger calls = new AtomicInteger();
        await().atMost(LIMIT).during(Duration.ofSeconds(2)).until(() -> {
            int now = jushuitan.calls().last(10_000).size();
            return calls.getAndSet(now) == now;
        });
    }

    private Set<String> ids() {
        Set<String> ids = new HashSet<>();
        long from = today.minus(Duration.ofDays(6)).toEpochMilli();
        jushuitan.merchant(jushuitan.accounts().getFirst().coId()).truth(row -> {
            if (row.table().equals("jushuitan_order")) {
                ids.add(String.valueOf(row.key().get("o_id")));
            }
        });
        ids.removeIf(id -> jushuitan
                .merchant(jushuitan.accounts().getFirst().coId())
                .order(Long.parseLong(id))
                .map(it ->
                        it.changedAt().toEpochMilli() < from || it.changedAt().toEpochMilli() > today.toEpochMilli())
                .orElse(true));
        return ids;
    }

    private List<LoadWindowProgress> load(LoadWindowRequest request) {
        return drain(WindowsGrpc.newBlockingStub(channel), request);
    }

    private static List<LoadWindowProgress> drain(WindowsGrpc.WindowsBlockingStub stub, LoadWindowRequest request) {
        List<LoadWindowProgress> progress = new ArrayList<>();
        stub.loadWindow(request).forEachRemaining(progress::add);
        return progress;
    }

    private static LoadWindowRequest window(Instant from, Instant to) {
        return LoadWindowRequest.newBuilder()
                .setAccount("1")
                .setEntity("order")
                .setFrom(timestamp(from))
                .setTo(timestamp(to))
                .setRun("test")
                .build();
    }

    private static Timestamp timestamp(Instant instant) {
        return Timestamp.newBuilder()
                .setSeconds(instant.getEpochSecond())
                .setNanos(instant.getNano())
                .build();
    }

    private static void assertRefused(Status.Code code, String error, Runnable call) {
        assertThatExceptionOfType(StatusRuntimeException.class)
                .isThrownBy(call::run)
                .satisfies(it -> {
                    assertThat(it.getStatus().getCode()).isEqualTo(code);
                    assertThat(it.getStatus().getDescription()).startsWith(error + " ");
                });
    }
}
