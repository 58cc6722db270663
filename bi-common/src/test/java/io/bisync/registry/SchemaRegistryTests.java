package io.bisync.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.bisync.registry.RegistryException.Reason;
import java.net.URI;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class SchemaRegistryTests extends SchemaRegistryContract {

    private final RegistryStandIn server = new RegistryStandIn();

    @Override
    URI url() {
        return server.url();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void whatAnIdStandsForIsAskedForOnceAndSoIsTheIdOfASchema() {
        var schema = new Schema(SchemaType.AVRO, ORDER);
        var id = registry().register(subject, schema);
        registry().schema(id);
        server.questions.clear();

        assertThat(registry().schema(id)).isEqualTo(schema);
        assertThat(registry().register(subject, schema)).isEqualTo(id);
        assertThat(server.questions).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403, 404, 500, 503, 200})
    void whatIsNoAnswerOfARegistryMeansThatItIsAway(int status) {
        server.status = status;

        assertThatExceptionOfType(RegistryException.class)
                .isThrownBy(() -> registry().schema(1))
                .satisfies(it -> assertThat(it.reason()).isEqualTo(Reason.AWAY))
                .withMessageContaining("registry");
    }

    @Test
    void nothingIsRememberedOfARegistryThatWasAway() {
        var id = server.register(subject, SchemaType.AVRO, ORDER);
        server.status = 503;
        assertThatExceptionOfType(RegistryException.class)
                .isThrownBy(() -> registry().schema(id));
        server.status = 0;

        assertThat(registry().schema(id).text()).isEqualTo(ORDER);
    }

    @Test
    void aSubjectThatTakesAnythingIsToldOnce(CapturedOutput output) {
        server.register(subject, SchemaType.AVRO, ORDER);
        registry().watch(subject);
        levels().look();
        levels().look();

        assertThat(output.getAll().lines().filter(it -> it.contains("BI-REGISTRY-06") && it.contains(subject)))
                .hasSize(1);
        registry().level(subject, Level.BACKWARD);
        levels().look();
        registry().level(subject, Level.NONE);
        levels().look();
        assertThat(output.getAll().lines().filter(it -> it.contains("BI-REGISTRY-06") && it.contains(subject)))
                .hasSize(2);
    }

    @Test
    void healthShowsTheAddressTheLevelsAndWhyItIsDown() {
        registry().register(subject, new Schema(SchemaType.AVRO, ORDER));
        levels().look();
        assertThat(levels().health().getDetails())
                .containsEntry("url", url().toString())
                .containsEntry("levels", java.util.Map.of(subject, Level.BACKWARD));

        server.status = 401;
        levels().look();
        assertThat(levels().health().getStatus()).isEqualTo(Status.DOWN);
        assertThat(levels().health().getDetails())
                .containsEntry("code", "BI-REGISTRY-01")
                .extractingByKey("reason")
                .asString()
                .contains("401", "bi.registry.token");
    }

    @Test
    void whoWeAreIsSaidAsItIsSet() {
        service()
                .withPropertyValues("bi.registry.username=u", "bi.registry.password=geheim")
                .run(context -> {
                    context.getBean(SchemaRegistry.class).register(subject, new Schema(SchemaType.AVRO, ORDER));
                    assertThat(server.authorization).isEqualTo("Basic dTpnZWhlaW0=");
                    assertThat(context.getBean(RegistryProperties.class).toString())
                            .doesNotContain("geheim");
                });
        service().withPropertyValues("bi.registry.token=t").run(context -> {
            context.getBean(SchemaRegistry.class).register(subject, new Schema(SchemaType.AVRO, ORDER));
            assertThat(server.authorization).isEqualTo("Bearer t");
        });
    }

    @Test
    void withoutAnAddressThereIsNoRegistry() {
        new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(RegistryAutoConfiguration.class))
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(SchemaRegistry.class));
    }

    private ApplicationContextRunner service() {
        return new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(RegistryAutoConfiguration.class))
                .withPropertyValues("bi.registry.url=" + url());
    }
}
