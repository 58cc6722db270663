package io.bisync.jushuitan.pull;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.bisync.jushuitan.declaration.PulledEntity;
import io.bisync.table.ColumnType;
import io.bisync.table.Entity;
import io.bisync.table.Envelope;
import io.bisync.topic.TrafficClass;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.annotation.Configuration;

class EntitySettingTests {

    private static final Duration QUICK = Duration.ofMillis(500);
    private static final List<PulledEntity> ORDERS = List.of(Pulling.ORDERS);

    private final ApplicationContextRunner runner =
            new ApplicationContextRunner().withUserConfiguration(Application.class);

    @Test
    void anEntityIsAskedForAtThePaceOfItsDeclaration() {
        assertThat(paceOfOrders(Map.of())).isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void aSettingChangesThePaceOfOneOrOfAllThatAreNotNamed() {
        assertThat(paceOfOrders(Map.of("default", QUICK))).isEqualTo(QUICK);
        assertThat(paceOfOrders(Map.of("default", Duration.ofHours(1), "order", QUICK)))
                .isEqualTo(QUICK);
    }

    @Test
    void aPaceForNobodyIsRefusedWithTheEntitiesThereAre() {
        assertThatExceptionOfType(InvalidConfigurationPropertyValueException.class)
                .isThrownBy(() -> paceOfOrders(Map.of("ordr", QUICK)))
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

        assertThat(set(sales, TestPropertyValues.Type.MAP, "bi.pull.paces.sales_out=500ms"))
                .returns(QUICK, PulledEntity::pace);
        assertThat(set(
                        sales,
                        TestPropertyValues.Type.SYSTEM_ENVIRONMENT,
                        "BI_PULL_PACES_SALESOUT=500ms",
                        "BI_PULL_RESCANS_SALESOUT=1m,1h"))
                .returns(QUICK, PulledEntity::pace)
                .returns(List.of(Duration.ofMinutes(1), Duration.ofHours(1)), PulledEntity::rescans);
    }

    @Test
    void anEntityIsReadAgainAsItsDeclarationSaysUnlessASettingDoes() {
        assertThat(set(Pulling.ORDERS, TestPropertyValues.Type.MAP, "bi.pull.rescans.order="))
                .as("never")
                .returns(List.of(), PulledEntity::rescans);
        assertThat(set(Pulling.ORDERS, TestPropertyValues.Type.MAP, "bi.pull.rescans.default=5m"))
                .returns(List.of(Duration.ofMinutes(5)), PulledEntity::rescans);
        assertThat(set(Pulling.ORDERS, TestPropertyValues.Type.MAP, "bi.pull.lease=30s"))
                .returns(Pulling.ORDERS.rescans(), PulledEntity::rescans);
    }

    @Test
    void aFasterErpIsAskedFasterExceptWhereASettingSaysHowOften() {
        assertThat(set(Pulling.ORDERS, TestPropertyValues.Type.MAP, "bi.pull.speed=60", "bi.pull.rescans.order=1m"))
                .returns(Duration.ofMillis(Pulling.ORDERS.pace().toMillis() / 60), PulledEntity::pace)
                .returns(List.of(Duration.ofMinutes(1)), PulledEntity::rescans);
        assertThat(set(Pulling.ORDERS, TestPropertyValues.Type.MAP, "bi.pull.speed=60"))
                .returns(
                        List.of(Duration.ofSeconds(10), Duration.ofMinutes(1), Duration.ofMinutes(24)),
                        PulledEntity::rescans);
    }

    @Test
    void aPaceOrAnIntervalOutsideItsBoundsEndsTheStart() {
        runner.withPropertyValues("bi.pull.paces.order=1ms")
                .run(it -> assertThat(it)
                        .getFailure()
                        .rootCause()
                        .hasMessageContainingAll("paces", "must lie between 100ms and 1h"));
        runner.withPropertyValues("bi.pull.rescans.order=10m,2d")
                .run(it -> assertThat(it)
                        .getFailure()
                        .rootCause()
                        .hasMessageContainingAll("rescans", "must lie between 100ms and 1d"));
    }

    private static Duration paceOfOrders(Map<String, Duration> settings) {
        return EntitySetting.of("bi.pull.paces", settings, ORDERS, PulledEntity::pace)
                .apply(Pulling.ORDERS);
    }

    private PulledEntity set(PulledEntity entity, TestPropertyValues.Type from, String... settings) {
        List<PulledEntity> set = new ArrayList<>();
        runner.withInitializer(it -> TestPropertyValues.of(settings).applyTo(it.getEnvironment(), from))
                .run(it -> set.addAll(it.getBean(PullProperties.class).over(List.of(entity))));
        return set.getFirst();
    }

    @Configuration(proxyBeanMethods = false)
    @EnableConfigurationProperties(PullProperties.class)
    static class Application {}
}
