package io.bisync.proof.publish;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.bisync.account.Account;
import io.bisync.account.AppKind;
import io.bisync.account.Cursor;
import io.bisync.event.EventPublisher;
import io.bisync.event.Origin;
import io.bisync.jushuitan.catalogue.Entities;
import io.bisync.jushuitan.declaration.PulledEntity;
import io.bisync.jushuitan.openapi.App;
import io.bisync.jushuitan.openapi.CallContext;
import io.bisync.jushuitan.openapi.OpenApi;
import io.bisync.jushuitan.openapi.OpenApiAddress;
import io.bisync.jushuitan.openapi.PageQuery;
import io.bisync.jushuitan.openapi.Tokens;
import io.bisync.jushuitan.page.PagePublisher;
import io.bisync.jushuitan.page.PullMeters;
import io.bisync.jushuitan.page.PullStates;
import io.bisync.privacy.Privacy;
import io.bisync.proof.bench.Costs;
import io.bisync.proof.bench.Service;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import tools.jackson.databind.json.JsonMapper;

/** One of the measured processes: asks for page after page, and sends each before it asks for the next, as pulls do. */
final class PublishChild {

    /** The two ways from a page to Kafka. */
    enum Way {
        /** Signs, reads the answer's bytes and sends them as one record: the least that anyone has to do. */
        BARE,
        /** The client, the redaction and the publisher of bi-api-jushuitan: a record an order. */
        PRODUCT
    }

    /** What one process found in the measured part; records are orders, however they travelled. */
    record Run(Way way, long records, double cpuSeconds, double wallSeconds, long resident) {}

    @FunctionalInterface
    private interface Page {
        void send() throws Exception;
    }

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String PATH = "/open/orders/single/query";
    static final String HISTORY = Entities.of("order").historyTopic();
    static final String TOPIC = "bench.pages";

    private PublishChild() {}

    /**
     * What a process is to do.
     *
     * @param address of the server of pages
     * @param result the file for what was found
     */
    record Task(Way way, String bootstrapServers, String address, int warmUp, int pages, String result) {}

    /** Called with the file of its task. */
    public static void main(String... arguments) throws Exception {
        var task = JSON.readValue(Path.of(arguments[0]).toFile(), Task.class);
        switch (task.way()) {
            case BARE -> bare(task);
            case PRODUCT -> product(task);
        }
        // Nacos and gRPC leave threads behind.
        System.exit(0);
    }

    private static void measure(Task task, Page page) throws Exception {
        for (long i = 0; i < task.warmUp(); i++) {
            page.send();
        }
        var costs = new Costs();
        var start = costs.moment();
        for (long i = 0; i < task.pages(); i++) {
            page.send();
        }
        var end = costs.moment();
        JSON.writeValue(
                Path.of(task.result()).toFile(),
                new Run(
                        task.way(),
                        (long) task.pages() * PageServer.ORDERS,
                        (end.cpuNanos() - start.cpuNanos()) / 1e9,
                        (end.wallNanos() - start.wallNanos()) / 1e9,
                        costs.memory().resident()));
    }

    private static void bare(Task task) throws Exception {
        try (var http = HttpClient.newHttpClient();
                var producer = new KafkaProducer<byte[], byte[]>(
                        Map.of(
                                "bootstrap.servers",
                                task.bootstrapServers(),
                                "compression.type",
                                "lz4",
                                "max.request.size",
                                16 << 20,
                                "acks",
                                "all"),
                        new ByteArraySerializer(),
                        new ByteArraySerializer())) {
            var address = URI.create(task.address()).resolve(PATH);
            var md5 = MessageDigest.getInstance("MD5");
            measure(task, () -> {
                String biz = "{\"start_ts\":1,\"page_index\":1,\"page_size\":100}";
                String sign = HexFormat.of().formatHex(md5.digest(("secret" + biz).getBytes(UTF_8)));
                var request = HttpRequest.newBuilder(address)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString("biz=" + biz + "&sign=" + sign))
                        .build();
                byte[] answer = http.send(request, BodyHandlers.ofByteArray()).body();
                var _ = producer.send(new ProducerRecord<>(TOPIC, answer)).get();
            });
        }
    }

    private static void product(Task task) throws Exception {
        var clock = InstantSource.system();
        try (var service = Service.atRest(task.bootstrapServers())) {
            var registry = new SimpleMeterRegistry();
            var publisher = new PagePublisher(
                    service.getBean(EventPublisher.class)::publish,
                    service.getBean(Privacy.class),
                    clock,
                    new PullMeters(registry, clock, new PullStates(registry, clock)));
            var api = new OpenApi(OpenApiAddress.at(URI.create(task.address())), clock);
            var grant = new Tokens.Grant(new App("key", "secret"), "token");
            PulledEntity order = Entities.of("order");
            var account = new Account("7", "jushuitan", "bench", AppKind.OWN, "key", true, null);
            // As in a load of history: whatever was published before is published again.
            var live = new Cursor("99999999999", clock.instant());
            measure(
                    task,
                    () -> publisher.publishBeside(
                            account,
                            order,
                            api.page(
                                            grant,
                                            order.endpoint(),
                                            new PageQuery.Since("start_ts", 1, 1),
                                            CallContext.sleeping())
                                    .orElseThrow(),
                            live,
                            Origin.HISTORY));
        }
    }
}
