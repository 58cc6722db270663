package io.bisync.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.bisync.registry.RegistryException.Reason;
import io.bisync.registry.Schema.Reference;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Status;
import org.springframework.web.client.RestClient;

/** What a registry answers us, be it a real one or the one that other tests go by. */
abstract class SchemaRegistryContract {

    static final String ORDER =
            "{\"type\":\"record\",\"name\":\"Order\",\"namespace\":\"io.sample\",\"fields\":[{\"name\":\"id\",\"type\":\"string\"}]}";

    private static final String WITH_TOTAL = ORDER.replace("]}", ",{\"name\":\"total\",\"type\":%s}]}");

    final String subject = "contract-" + UUID.randomUUID();

    private @Nullable SchemaRegistry registry;
    private @Nullable SubjectLevels levels;

    abstract URI url();

    final SchemaRegistry registry() {
        var made = registry;
        if (made == null) {
            var client = new RegistryClient(RestClient.create(url().toString()));
            levels = new SubjectLevels(client, url().toString());
            made = new SchemaRegistry(client, levels);
            registry = made;
        }
        return made;
    }

    final SubjectLevels levels() {
        registry();
        return java.util.Objects.requireNonNull(levels);
    }

    @Test
    void anIdGivesTheSchemaThatWasRegistered() {
        var avro = new Schema(SchemaType.AVRO, ORDER);
        var protobuf = new Schema(SchemaType.PROTOBUF, "syntax = \"proto3\";\nmessage Order {\n  string id = 1;\n}\n");
        var json = new Schema(
                SchemaType.JSON,
                "{\"$schema\":\"http://json-schema.org/draft-07/schema#\",\"title\":\"order\",\"type\":\"object\"}");

        for (var schema : List.of(avro, protobuf, json)) {
            var id = registry().register(subject + schema.type(), schema);
            // Asked by one that has not registered it.
            registry = null;
            assertThat(registry().schema(id)).isEqualTo(schema);
            assertThat(registry().latest(subject + schema.type()))
                    .isEqualTo(new SchemaRegistry.Registered(id, 1, schema));
        }
    }

    @Test
    void aSchemaBuildsOnAnother() {
        registry().register(subject + "-order", new Schema(SchemaType.AVRO, ORDER));
        var page = new Schema(
                SchemaType.AVRO,
                "{\"type\":\"record\",\"name\":\"Page\",\"namespace\":\"io.sample\",\"fields\":[{\"name\":\"first\",\"type\":\"io.sample.Order\"}]}",
                List.of(new Reference("io.sample.Order", subject + "-order", 1)));
        var id = registry().register(subject, page);
        registry = null;

        var read = registry().schema(id);

        assertThat(read).isEqualTo(page);
        assertThat(registry().referenced(read.references().getFirst()).text()).isEqualTo(ORDER);
    }

    @Test
    void theSameSchemaKeepsItsId() {
        var schema = new Schema(SchemaType.AVRO, ORDER);
        var id = registry().register(subject, schema);
        registry = null;

        assertThat(registry().register(subject, schema)).isEqualTo(id);
        assertThat(registry().latest(subject).version()).isEqualTo(1);
    }

    @Test
    void aSubjectThatIsMadeTakesWhatItsReadersCanReadAndNothingElse() {
        registry().register(subject, new Schema(SchemaType.AVRO, ORDER));

        assertThat(registry().level(subject)).isEqualTo(Level.BACKWARD);
        assertThatExceptionOfType(RegistryException.class)
                .isThrownBy(() ->
                        registry().register(subject, new Schema(SchemaType.AVRO, WITH_TOTAL.formatted("\"string\""))))
                .satisfies(it -> assertThat(it.reason()).isEqualTo(Reason.REFUSED));
        registry()
                .register(
                        subject,
                        new Schema(SchemaType.AVRO, WITH_TOTAL.formatted("[\"null\",\"string\"],\"default\":null")));
        assertThat(registry().latest(subject).version()).isEqualTo(2);
    }

    @Test
    void aSubjectOfSomebodyElseKeepsItsLevelAndIsShown() {
        new RegistryClient(RestClient.create(url().toString()))
                .ask(it -> it.register(subject, new RegistryApi.Request(ORDER, null, List.of())));

        registry().register(subject, new Schema(SchemaType.AVRO, ORDER));

        assertThat(registry().level(subject)).isEqualTo(Level.NONE);
        assertThat(levels().levels()).containsEntry(subject, Level.NONE);
        assertThat(levels().health().getStatus()).isEqualTo(Status.UP);
        registry().level(subject, Level.FULL);
        levels().look();
        assertThat(levels().levels()).containsEntry(subject, Level.FULL);
    }

    @Test
    void whatItDoesNotHaveIsUnknownAndNotAway() {
        assertThatExceptionOfType(RegistryException.class)
                .isThrownBy(() -> registry().schema(1_000_000_007))
                .satisfies(it -> assertThat(it.reason()).isEqualTo(Reason.UNKNOWN));
        assertThatExceptionOfType(RegistryException.class)
                .isThrownBy(() -> registry().latest(subject))
                .satisfies(it -> assertThat(it.reason()).isEqualTo(Reason.UNKNOWN));
    }

    @Test
    void aSubjectMayBeCalledAnything() {
        var odd = subject + "/a b%ü:1";
        registry().register(odd, new Schema(SchemaType.AVRO, ORDER));

        assertThat(registry().latest(odd).schema().text()).isEqualTo(ORDER);
    }
}
