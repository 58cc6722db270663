package io.bisync.loading.format;

import static org.assertj.core.api.Assertions.assertThat;

import io.bisync.loading.EntityTopic;
import io.bisync.loading.ValueFormats;
import io.bisync.loading.range.TinyOrders;
import io.bisync.registry.Level;
import io.bisync.registry.Registries;
import io.bisync.registry.RegistryAutoConfiguration;
import io.bisync.registry.RegistryStandIn;
import io.bisync.registry.SchemaType;
import io.bisync.registry.format.AvroFormat;
import io.bisync.registry.format.FormatAutoConfiguration;
import io.bisync.registry.format.JsonSchemaFormat;
import io.bisync.registry.format.ProtobufFormat;
import io.bisync.topic.TrafficClass;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** What a service that loads makes of its settings: formats of single entities, and schemas of all others. */
@ExtendWith(OutputCaptureExtension.class)
class LoadingFormatsTests {

    private final RegistryStandIn server = new RegistryStandIn();

    private final ApplicationContextRunner service = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    RegistryAutoConfiguration.class,
                    FormatAutoConfiguration.class,
                    LoadingFormatsAutoConfiguration.class))
            .withBean("changes", EntityTopic.class, () -> topic("erp.tiny.order", TrafficClass.ORDERS))
            .withBean("history", EntityTopic.class, () -> topic("erp.tiny.order.history", TrafficClass.HISTORY));

    private final ApplicationContextRunner withRegistry = service.withPropertyValues("bi.registry.url=" + server.url());

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void onlyTheChangesOfTheEntityHaveItsFormat() {
        withRegistry.withPropertyValues("bi.registry.formats.order=protobuf").run(context -> {
            var formats = context.getBean(ValueFormats.class);

            assertThat(formats.of("erp.tiny.order")).isNotNull();
            assertThat(formats.of("erp.tiny.order.history")).isNull();
        });
    }

    @Test
    void withoutASettingValuesAreJson() {
        service.run(context -> assertThat(context.getBean(ValueFormats.class).of("erp.tiny.order"))
                .isNull());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        bi.registry.formats.orders=avro | names no entity
        bi.registry.formats.order=xml   | xml
        """)
    void aFormatThatCannotWorkEndsTheStart(String setting, String words) {
        withRegistry
                .withPropertyValues(setting)
                .run(context -> assertThat(context).getFailure().rootCause().hasMessageContaining(words));
    }

    @Test
    void aFormatWithoutARegistryEndsTheStart() {
        service.withPropertyValues("bi.registry.formats.order=avro")
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .isInstanceOf(UnusableFormatsException.class)
                        .hasMessageContaining("BI-REGISTRY-08"));
    }

    @Test
    void whoeverLeavesALibraryOutHasNothingOfItAndIsToldWhatItNeeds() {
        var without = withRegistry.withClassLoader(
                new FilteredClassLoader("org.apache.avro", "com.squareup.wire", "com.networknt"));
        without.run(context -> assertThat(context)
                .hasNotFailed()
                .doesNotHaveBean(AvroFormat.class)
                .doesNotHaveBean(ProtobufFormat.class)
                .doesNotHaveBean(JsonSchemaFormat.class));
        without.withPropertyValues("bi.registry.formats.order=json")
                .run(context -> assertThat(context).hasNotFailed());
        without.withPropertyValues("bi.registry.formats.order=avro")
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .isInstanceOfSatisfying(
                                UnusableFormatsException.class,
                                it -> assertThat(it.remedy).contains("org.apache.avro:avro")));
    }

    @Test
    void theSchemaOfEachDeclarationIsRegisteredOnceTheRegistryIsThere(CapturedOutput output) {
        server.status = 503;
        withRegistry
                .withPropertyValues("bi.registry.register-declarations=true")
                .run(context -> {
                    var schemas = context.getBean(DeclaredSchemas.class);
                    schemas.register();
                    schemas.register();
                    assertThat(output.getAll().lines().filter(it -> it.contains("BI-REGISTRY-09")))
                            .hasSize(1);

                    server.status = 0;
                    schemas.register();

                    var registry = Registries.at(server.url());
                    var registered = registry.latest("erp.tiny.order-value").schema();
                    assertThat(registered.type()).isEqualTo(SchemaType.JSON);
                    assertThat(registered.text())
                            .isEqualTo(
                                    "{\"$schema\":\"http://json-schema.org/draft-07/schema#\",\"title\":\"tiny.order\",\"type\":\"object\","
                                            + "\"properties\":{\"id\":{\"type\":[\"integer\",\"string\"],\"description\":\"BIGINT\"},"
                                            + "\"name\":{\"type\":[\"string\",\"number\",\"boolean\",\"null\"],\"description\":\"VARCHAR(20)\"},"
                                            + "\"ts\":{\"type\":[\"integer\",\"string\"]},"
                                            + "\"items\":{\"type\":\"array\",\"items\":{\"type\":\"object\",\"properties\":{\"item\":{\"type\":[\"integer\",\"string\"],\"description\":\"BIGINT\"}},\"required\":[\"item\"]}}},"
                                            + "\"required\":[\"id\",\"items\"]}");
                    assertThat(registry.latest("erp.tiny.order.history-value").schema())
                            .isEqualTo(registered);
                    assertThat(registry.level("erp.tiny.order-value")).isEqualTo(Level.FORWARD);
                    server.questions.clear();
                    schemas.register();
                    assertThat(server.questions).isEmpty();
                });
    }

    private static EntityTopic topic(String name, TrafficClass traffic) {
        return new EntityTopic(name, TinyOrders.ENTITY, traffic);
    }
}
