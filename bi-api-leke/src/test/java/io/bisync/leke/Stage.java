package io.bisync.leke;

import com.google.protobuf.ByteString;
import io.bisync.account.InMemoryControlPlane;
import io.bisync.account.KnownTokens;
import io.bisync.bridge.v1.BridgeGrpc;
import io.bisync.bridge.v1.Event;
import io.bisync.bridge.v1.Published;
import io.bisync.leke.catalogue.Catalogue;
import io.bisync.loading.freshness.StatusTables;
import io.bisync.loading.listener.LoadedEntity;
import io.bisync.local.kafka.LocalKafka;
import io.bisync.local.leke.LekeEventSource;
import io.bisync.local.leke.LekeSettings;
import io.bisync.local.leke.LekeSettings.Rates;
import io.bisync.local.marks.Marks;
import io.bisync.local.postgres.LocalPostgres;
import io.bisync.local.process.Checkout;
import io.bisync.local.starrocks.StandInSettings;
import io.bisync.local.starrocks.StarRocksStandIn;
import io.bisync.secret.SealingKey;
import io.bisync.table.Table;
import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.reflection.v1.ServerReflectionGrpc;
import io.grpc.reflection.v1.ServerReflectionRequest;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.MetadataUtils;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.grpc.server.lifecycle.GrpcServerLifecycle;

/** A real broker, the stand-in with the tables of deploy/starrocks, Leke's event source, and the service in this process. */
final class Stage implements AutoCloseable {

    static final String TENANT = "t1";

    private static final String PUBLISHER = "Bearer publisher~leke~" + TENANT;

    private final HttpClient http = HttpClient.newHttpClient();
    final LocalKafka kafka;
    final LocalPostgres postgres;
    final StarRocksStandIn starRocks;
    final LekeEventSource leke;
    final OrderTopic topic;
    final HeldLoads loads = new HeldLoads();
    final InMemoryControlPlane controlPlane = new InMemoryControlPlane(InstantSource.system());
    private @Nullable ConfigurableApplicationContext service;

    private final Path sealing;

    Stage(Path data) throws IOException {
        sealing = data.resolve("sealing.json");
        SealingKey.create(sealing);
        kafka = LocalKafka.start(data.resolve("kafka"));
        postgres = LocalPostgres.start(data.resolve("postgres"));
        postgres.createDatabase("starrocks");
        starRocks = StarRocksStandIn.start(
                StandInSettings.of(postgres.jdbcUrl("starrocks"), postgres.user(), postgres.password()));
        // A table stands before what lies below it, as its name is the beginning of theirs.
        for (var table : Stream.concat(Catalogue.ALL.stream().map(LoadedEntity::entity), StatusTables.ENTITIES.stream())
                .flatMap(it -> it.tables().stream())
                .map(Table::name)
                .sorted()
                .toList()) {
            starRocks.apply(
                    Files.readString(Checkout.root().resolve("deploy/starrocks").resolve(table + ".sql")));
        }
        leke = LekeEventSource.start(LekeSettings.of(kafka.bootstrapServers())
                .withTenant(TENANT)
                .withOrders(300)
                .withRates(Rates.ordinary().withPoison(10)));
        topic = new OrderTopic(kafka.bootstrapServers());
    }

    /** The service, started unless it runs. */
    ConfigurableApplicationContext service() {
        var running = service;
        if (running == null || !running.isActive()) {
            running = start();
            service = running;
        }
        return running;
    }

    /** Returns when everything that was written is loaded and committed. */
    void settle() {
        leke.pause();
        service();
        topic.awaitAllCommitted();
    }

    List<Map<String, @Nullable Object>> query(String sql) {
        return starRocks.query(sql);
    }

    /** An answer of the port of probes and meters. */
    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return get(path, "Bearer viewer");
    }

    HttpResponse<String> get(String path, String authorization) throws IOException, InterruptedException {
        var port = Objects.requireNonNull(service().getEnvironment().getProperty("local.management.port"));
        return http.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                        .header("Authorization", authorization)
                        .build(),
                BodyHandlers.ofString());
    }

    /** An answer of the service's own port. */
    HttpResponse<String> call(String path, String authorization) throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(own(path))
                        .header("Authorization", authorization)
                        .build(),
                BodyHandlers.ofString());
    }

    /** Publishes an event through the bridge's HTTP door. */
    HttpResponse<String> publish(String topic, String id, String value) throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(own("/api/events/" + topic))
                        .headers("Authorization", PUBLISHER, "Content-Type", "application/json")
                        .headers("ce-specversion", "1.0", "ce-id", id, "ce-source", "/test", "ce-type", "changed")
                        .POST(BodyPublishers.ofString(value))
                        .build(),
                BodyHandlers.ofString());
    }

    /** How a call of the gRPC door ends that asks which services it has. */
    Status.Code reflect() {
        var channel = channel();
        try {
            ClientCalls.blockingServerStreamingCall(
                            channel,
                            ServerReflectionGrpc.getServerReflectionInfoMethod(),
                            CallOptions.DEFAULT,
                            ServerReflectionRequest.newBuilder()
                                    .setListServices("")
                                    .build())
                    .next();
            return Status.Code.OK;
        } catch (StatusRuntimeException refused) {
            return refused.getStatus().getCode();
        } finally {
            channel.shutdownNow();
        }
    }

    private ManagedChannel channel() {
        return NettyChannelBuilder.forAddress(
                        "127.0.0.1",
                        service().getBean(GrpcServerLifecycle.class).getPort())
                .usePlaintext()
                .build();
    }

    /** Publishes an event through the bridge's gRPC door. */
    Published publishByGrpc(String topic, String id, String value) {
        var channel = channel();
        var headers = new Metadata();
        headers.put(Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER), PUBLISHER);
        try {
            return BridgeGrpc.newBlockingStub(channel)
                    .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers))
                    .publish(Event.newBuilder()
                            .setTopic(topic)
                            .setId(id)
                            .setValue(ByteString.copyFromUtf8(value))
                            .build());
        } finally {
            channel.shutdownNow();
        }
    }

    private URI own(String path) {
        return URI.create("http://127.0.0.1:"
                + Objects.requireNonNull(service().getEnvironment().getProperty("local.server.port")) + path);
    }

    @Override
    public void close() {
        var running = service;
        if (running != null) {
            running.close();
        }
        topic.close();
        leke.close();
        starRocks.close();
        postgres.close();
        kafka.close();
    }

    private ConfigurableApplicationContext start() {
        return new SpringApplicationBuilder(LekeApplication.class)
                .initializers(context -> {
                    context.getBeanFactory().registerSingleton("controlPlane", controlPlane);
                    context.getBeanFactory().registerSingleton("callers", new KnownTokens());
                    context.getBeanFactory().addBeanPostProcessor(loads);
                })
                .run(
                        "--server.port=0",
                        "--spring.grpc.server.address=127.0.0.1",
                        "--spring.grpc.server.port=0",
                        "--management.server.port=0",
                        "--spring.main.banner-mode=off",
                        // Shared settings may hold it: names of our own answers and calls must not follow.
                        "--spring.jackson.property-naming-strategy=SNAKE_CASE",
                        "--logging.level.io.bisync=INFO",
                        "--spring.kafka.bootstrap-servers=" + kafka.bootstrapServers(),
                        "--bi.environment=test",
                        "--bi.catalogue.entities=order,inventory",
                        "--bi.privacy.keyset=" + sealing,
                        "--bi.privacy.allowed=" + String.join(",", Marks.ALLOWED),
                        "--bi.topics.create=true",
                        "--bi.starrocks.frontends=" + starRocks.frontend(),
                        "--bi.starrocks.backends=" + starRocks.backend().getAuthority(),
                        "--bi.starrocks.database=" + starRocks.database(),
                        "--bi.starrocks.username=" + starRocks.username(),
                        "--bi.starrocks.password=" + starRocks.password(),
                        "--bi.loading.linger=200ms",
                        "--bi.loading.first-rest=200ms");
    }
}
