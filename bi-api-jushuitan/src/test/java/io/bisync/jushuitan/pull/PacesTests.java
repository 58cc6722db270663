package io.bisync.jushuitan.pull;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.bisync.jushuitan.declaration.PulledEntity;
import io.bisync.table.ColumnType;
import io.bisync.table.Entity;
import io.bisync.table.Envelope;
import io.bisync.topic.TrafficClass;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.annotation.Configuration;

class PacesTests {

    private static final Duration QUICK = Duration.ofMillis(500);
    private static final List<PulledEntity> ORDERS = List.of(Pulling.ORDERS);

    private final ApplicationContextRunner runner =
            new ApplicationContextRunner().withUserConfiguration(Application.class);

    @Test
    void anEntityIsAskedForAtThePaceOfItsDeclaration() {
        assertThat(Paces.of(ORDERS, Map.of())).containsExactly(Map.entry("order", Duration.ofSeconds(10)));
    }

    @Test
    void aSettingChangesThePaceOfOneOrOfAllThatAreNotNamed() {
        assertThat(Paces.of(ORDERS, Map.of("default", QUICK))).containsEntry("order", QUICK);
        assertThat(Paces.of(ORDERS, Map.of("default", Duration.ofHours(1), "order", QUICK)))
                .containsEntry("order", QUICK);
    }

    @Test
    void aPaceForNobodyIsRefusedWithTheEntitiesThereAre() {
        assertThatExceptionOfType(InvalidConfigurationPropertyValueException.class)
                .isThrownBy(() -> Paces.of(ORDERS, Map.of("ordr", QUICK)))
                .withMessageContaining("bi.pull.paces.ordr")
                .withMessageContaining("there are [order]");
    }

    /** Spring takes no underscore out of a variable's name, so there it is left out as a dash is. */
    @Test
    void anEntityIsNamedAsItIsInSettingsAndWithoutItsUnderscoreInVariables() {
        PulledEntity sales = PulledEntity.of(
                Entity.of(
                        "jushuitan",
                        "sales_out",
                        Envelope.none(),
                        it -> it.key("io_id", ColumnType.BIGINT).version("ts")),
                TrafficClass.OTHER,
                Pulling.ORDERS.endpoint(),
                Pulling.ORDERS.increment());

        assertThat(Paces.of(List.of(sales), paces("bi.pull.paces.sales_out=500ms", TestPropertyValues.Type.MAP)))
                .containsEntry("sales_out", QUICK);
        assertThat(Paces.of(
                        List.of(sales),
                        paces("BI_PULL_PACES_SALESOUT=500ms", TestPropertyValues.Type.SYSTEM_ENVIRONMENT)))
                .containsEntry("sales_out", QUICK);
    }

    @Test
    void aPaceOutsideItsBoundsEndsTheStart() {
        runner.withPropertyValues("bi.pull.paces.order=1ms")
                .run(it -> assertThat(it)
                        .getFailure()
                        .rootCause()
                        .hasMessageContainingAll("paces", "must lie between 100ms and 1h"));
    }

    private Map<String, Duration> paces(String property, TestPropertyValues.Type from) {
        Map<String, Duration> paces = new HashMap<>();
        runner.withInitializer(it -> TestPropertyValues.of(property).applyTo(it.getEnvironment(), from))
                .run(it -> paces.putAll(it.getBean(PullProperties.class).paces()));
        return paces;
    }

    @Configuration(proxyBeanMethods = false)
    @EnableConfigurationProperties(PullProperties.class)
    static class Application {}
}
