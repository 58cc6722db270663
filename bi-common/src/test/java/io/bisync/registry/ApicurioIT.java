package io.bisync.registry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Message;
import io.bisync.bridge.v1.Published;
import io.bisync.loading.EntityTopic;
import io.bisync.loading.format.LoadingFormatsAutoConfiguration;
import io.bisync.local.process.Checkout;
import io.bisync.local.registry.LocalRegistry;
import io.bisync.operations.SchedulingAutoConfiguration;
import io.bisync.registry.format.Formats;
import io.bisync.registry.format.SchemaFormat;
import io.bisync.table.ColumnType;
import io.bisync.table.Entity;
import io.bisync.table.Envelope;
import io.bisync.topic.TrafficClass;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.avro.generic.GenericContainer;
import org.apache.avro.generic.GenericRecordBuilder;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.task.TaskSchedulingAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** A real registry answers as the stand-in of all other tests does, and its makers' serdes read what we write, and we what they do. */
@EnabledIfSystemProperty(
        named = "bisync.registry",
        matches = "true",
        disabledReason = "160 MB: profile registry fetches them")
class ApicurioIT extends SchemaRegistryContract {

    private static final org.apache.avro.Schema LABEL = new org.apache.avro.Schema.Parser()
            .parse(
                    "{\"type\":\"record\",\"name\":\"Label\",\"namespace\":\"io.sample\",\"fields\":[{\"name\":\"id\",\"type\":\"string\"}]}");

    private static final String JSON_SCHEMA =
            "{\"$schema\":\"http://json-schema.org/draft-07/schema#\",\"title\":\"label\",\"type\":\"object\",\"properties\":{\"id\":{\"type\":\"string\"}}}";

    @TempDir
    static Path data;

    private static LocalRegistry server;
    private static ApicurioSerdes serdes;

    @BeforeAll
    static void start() throws Exception {
        server = LocalRegistry.start(data);
        serdes = new ApicurioSerdes(server);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Override
    URI url() {
        return server.url();
    }

    @Test
    void theirAvroIsReadByUsAndOursByThem() {
        GenericContainer label = new GenericRecordBuilder(LABEL).set("id", "L1").build();
        var avro = Formats.avro(registry());

        assertThat(read(avro, serdes.<GenericContainer>serializer("avro.Avro").serialize(subject, label)))
                .isEqualTo("{\"id\":\"L1\"}");
        var ours = avro.serializer().serialize("ours-" + subject, label);
        assertThat(serdes.<GenericContainer>deserializer("avro.Avro").deserialize("ours-" + subject, ours))
                .hasToString(label.toString());
    }

    /** The second message of its file, of a generated class. */
    @Test
    void theirProtobufIsReadByUsAndOursByThem() throws Exception {
        var proto = Files.readString(Checkout.root().resolve("bi-bridge-api/src/main/proto/bridge.proto"));
        Message published = Published.newBuilder().setId("L1").setRepeated(true).build();
        var protobuf = Formats.protobuf(registry());

        assertThat(read(
                        protobuf,
                        serdes.<Message>serializer("protobuf.Protobuf").serialize(subject, published)))
                .isEqualTo("{\"id\":\"L1\",\"repeated\":true}");
        var ours = protobuf.serializer(proto).serialize("ours-" + subject, published);
        var theirs = serdes.<Message>deserializer(
                "protobuf.Protobuf", "apicurio.registry.deserializer.value.return-class", Published.class.getName());
        assertThat(theirs.deserialize("ours-" + subject, ours)).isEqualTo(published);
    }

    @Test
    void ourJsonWithASchemaIsReadByThem() {
        var ours =
                Formats.jsonSchema(registry()).serializer(JSON_SCHEMA).serialize("ours-" + subject, Map.of("id", "L1"));

        assertThat(serdes.<Object>deserializer("jsonschema.JsonSchema").deserialize("ours-" + subject, ours))
                .asString()
                .contains("L1");
    }

    /** Declarations grow, and a registry takes them all the same. */
    @Test
    void theSchemaOfADeclarationIsRegisteredAgainWithAColumnMore() {
        for (var columns : List.of(List.of("name"), List.of("name", "remark"))) {
            var entity = Entity.of(
                    "it",
                    "order",
                    Envelope.none(),
                    order -> order.key("id", ColumnType.BIGINT)
                            .version("ts")
                            .columns(ColumnType.varchar(20), columns.toArray(String[]::new))
                            .children("items", "item", item -> item.key("item", ColumnType.BIGINT)));
            new ApplicationContextRunner()
                    .withConfiguration(AutoConfigurations.of(
                            RegistryAutoConfiguration.class,
                            LoadingFormatsAutoConfiguration.class,
                            SchedulingAutoConfiguration.class,
                            TaskSchedulingAutoConfiguration.class))
                    .withBean(EntityTopic.class, () -> new EntityTopic(subject, entity, TrafficClass.ORDERS))
                    .withPropertyValues("bi.registry.url=" + url(), "bi.registry.register-declarations=true")
                    .run(context -> Awaitility.await()
                            .atMost(Duration.ofSeconds(30))
                            .ignoreExceptionsInstanceOf(RegistryException.class)
                            .until(() -> registry().latest(subject + "-value").version() == columns.size()));
        }
        assertThat(registry().level(subject + "-value")).isEqualTo(Level.FORWARD);
    }

    private String read(SchemaFormat format, byte[] value) {
        var prefix = WireFormat.cut(value);
        var schema = registry().schema(prefix.id());
        return new String(format.decoder(schema, registry()::referenced).json(value, prefix.from()), UTF_8);
    }
}
