package io.bisync.leke.bridge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.google.protobuf.ByteString;
import io.bisync.account.KnownTokens;
import io.bisync.bridge.v1.BridgeGrpc;
import io.bisync.bridge.v1.Event;
import io.bisync.kafka.SharedKafka;
import io.bisync.leke.catalogue.Catalogue;
import io.bisync.loading.EntityTopic;
import io.bisync.local.kafka.LocalKafka;
import io.bisync.local.proxy.FaultProxy;
import io.bisync.topic.TopicDeclaration;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.MetadataUtils;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.grpc.server.lifecycle.GrpcServerLifecycle;
import org.springframework.util.unit.DataSize;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The bridge alone, with both doors, behind a proxy before a real broker. */
final class BridgeService implements AutoCloseable {

    private static final int PARTITIONS = 2;
    private static final Duration LIMIT = Duration.ofSeconds(90);

    private final LocalKafka kafka = SharedKafka.broker();
    final FaultProxy proxy = kafka.openProxy();
    private final HttpClient http = HttpClient.newHttpClient();
    private final ConfigurableApplicationContext context;
    private final String address;
    final ManagedChannel channel;

    /** Starts it, with these settings beside its own. */
    BridgeService(String... settings) {
        context = start(settings);
        address = "http://127.0.0.1:" + requireNonNull(context.getEnvironment().getProperty("local.server.port"))
                + "/api/events/";
        channel = NettyChannelBuilder.forAddress("127.0.0.1", grpcPort())
                .usePlaintext()
                .build();
    }

    int grpcPort() {
        return context.getBean(GrpcServerLifecycle.class).getPort();
    }

    /** An answer of the HTTP door. */
    record Answered(int status, HttpResponse<String> response) {

        JsonNode json() {
            return JsonMapper.shared().readTree(response.body());
        }

        String code() {
            return json().path("code").asString("");
        }
    }

    Answered post(String token, String topic, byte[] body, String... headers) {
        return send(token, topic, body, headers).join();
    }

    CompletableFuture<Answered> send(String token, String topic, byte[] body, String... headers) {
        var request = HttpRequest.newBuilder(URI.create(address + topic))
                .timeout(LIMIT)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        return http.sendAsync(request.build(), BodyHandlers.ofString())
                .thenApply(it -> new Answered(it.statusCode(), it));
    }

    /** In binary mode. */
    Answered post(String token, String id, byte[] value) {
        return post(token, LekeEvents.TOPIC, value, binary(id));
    }

    static String[] binary(String id) {
        return new String[] {
            "Content-Type", "application/json",
            "ce-specversion", "1.0",
            "ce-id", id,
            "ce-source", "/middleware",
            "ce-type", "order.updated"
        };
    }

    BridgeGrpc.BridgeBlockingStub grpc(String token) {
        return grpc(channel, token);
    }

    static BridgeGrpc.BridgeBlockingStub grpc(ManagedChannel channel, String token) {
        return BridgeGrpc.newBlockingStub(channel)
                .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(authorization(token)))
                .withDeadlineAfter(LIMIT);
    }

    BridgeGrpc.BridgeStub stream(String token) {
        return BridgeGrpc.newStub(channel)
                .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(authorization(token)))
                .withDeadlineAfter(LIMIT);
    }

    private static Metadata authorization(String token) {
        var headers = new Metadata();
        if (!token.isEmpty()) {
            headers.put(Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER), "Bearer " + token);
        }
        return headers;
    }

    static Event event(String id, byte[] value) {
        return Event.newBuilder()
                .setTopic(LekeEvents.TOPIC)
                .setId(id)
                .setValue(ByteString.copyFrom(value))
                .build();
    }

    /** The records of an event, in Kafka's order. */
    List<ConsumerRecord<byte[], byte[]>> records(String... ids) {
        var wanted = List.of(ids);
        var found = new ArrayList<ConsumerRecord<byte[], byte[]>>();
        try (var consumer = new KafkaConsumer<byte[], byte[]>(
                Map.of("bootstrap.servers", kafka.bootstrapServers(), "fetch.max.wait.ms", 20),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            var partitions = IntStream.range(0, PARTITIONS)
                    .mapToObj(it -> new TopicPartition(LekeEvents.TOPIC, it))
                    .toList();
            var ends = consumer.endOffsets(partitions, LIMIT);
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            while (ends.entrySet().stream().anyMatch(it -> consumer.position(it.getKey()) < it.getValue())) {
                for (var record : consumer.poll(LIMIT)) {
                    if (wanted.contains(header(record, "event-id"))) {
                        found.add(record);
                    }
                }
            }
        }
        return found;
    }

    static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        return new String(
                requireNonNull(record.headers().lastHeader(name), name).value(), UTF_8);
    }

    double count(String meter, String tag, String value) {
        var counter = context.getBean(io.micrometer.core.instrument.MeterRegistry.class)
                .find(meter)
                .tag(tag, value)
                .counter();
        return counter == null ? 0 : counter.count();
    }

    @Override
    public void close() {
        channel.shutdownNow();
        context.close();
        proxy.close();
    }

    private ConfigurableApplicationContext start(String... settings) {
        return new SpringApplicationBuilder(Service.class)
                .properties("spring.config.location=optional:classpath:/none/")
                .properties(settings)
                .run(
                        "--server.port=0",
                        "--spring.main.banner-mode=off",
                        "--spring.application.name=bi-api-leke",
                        "--spring.cloud.nacos.config.enabled=false",
                        "--spring.cloud.nacos.config.import-check.enabled=false",
                        "--spring.threads.virtual.enabled=true",
                        "--spring.grpc.server.address=127.0.0.1",
                        "--spring.grpc.server.port=0",
                        "--spring.grpc.server.reflection.enabled=false",
                        "--spring.grpc.server.health.include-overall-health=false",
                        // Shared settings may hold it: names of our own answers must not follow.
                        "--spring.jackson.property-naming-strategy=SNAKE_CASE",
                        "--spring.kafka.bootstrap-servers=" + proxy.address(),
                        "--bi.kafka.producer.delivery.timeout.ms=4000",
                        "--bi.kafka.producer.request.timeout.ms=2000",
                        "--bi.kafka.producer.max.block.ms=4000",
                        "--bi.kafka.producer.linger.ms=0",
                        "--bi.topics.create=true",
                        "--bi.bridge.in-flight=3",
                        "--bi.bridge.in-flight-per-token=2",
                        "--bi.bridge.largest-event=64KB",
                        "--bi.bridge.largest-body=128KB",
                        "--bi.bridge.most-events=20");
    }

    @SpringBootConfiguration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import({BridgeConfiguration.class, KnownTokens.class})
    static class Service {

        @Bean
        static InstantSource clock() {
            return InstantSource.system();
        }

        @Bean
        static EntityTopic orders() {
            var loaded = Catalogue.ALL.getFirst();
            return new EntityTopic(loaded.topic(), loaded.entity(), loaded.traffic());
        }

        @Bean
        static TopicDeclaration ordersTopic() {
            return TopicDeclaration.handled(LekeEvents.TOPIC, PARTITIONS, Duration.ofDays(1), DataSize.ofMegabytes(1));
        }
    }
}
