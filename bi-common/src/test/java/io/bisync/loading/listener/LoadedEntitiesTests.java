package io.bisync.loading.listener;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.tuple;

import io.bisync.loading.EntityTopic;
import io.bisync.table.ColumnType;
import io.bisync.table.Entity;
import io.bisync.table.Envelope;
import io.bisync.topic.TopicDeclaration;
import io.bisync.topic.TopicProperties;
import io.bisync.topic.TrafficClass;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.LazyInitializationBeanFactoryPostProcessor;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.util.unit.DataSize;

class LoadedEntitiesTests {

    private static final LoadedEntity ORDERS = LoadedEntity.of(entity("order"), TrafficClass.ORDERS);
    private static final LoadedEntity SHOPS = LoadedEntity.of(entity("shop"), TrafficClass.OTHER);
    private static final LoadedEntity THEIRS =
            LoadedEntity.of(entity("theirs"), TrafficClass.ORDERS).from("theirs.change.v1");

    @Test
    void everyTrafficClassWithTopicsHasOneListenerAndTheOthersHaveNone() {
        try (var context = context(sizes(Map.of(), Map.of()), ORDERS, SHOPS, THEIRS)) {
            assertThat(context.getBeanNamesForType(TrafficListener.class))
                    .containsExactlyInAnyOrder("service.orders", "service.other", "service.history");
        }
        try (var context = context(sizes(Map.of(), Map.of()), SHOPS.withoutHistory())) {
            assertThat(context.getBeanNamesForType(TrafficListener.class)).containsExactly("service.other");
        }
    }

    @Test
    void topicsAreNamedBySourceAndEntityAndAreHistoryBesideTheirChanges() {
        try (var context = context(sizes(Map.of(), Map.of()), ORDERS, THEIRS)) {
            assertThat(context.getBeanProvider(EntityTopic.class).stream())
                    .extracting(EntityTopic::topic, EntityTopic::traffic)
                    .containsExactlyInAnyOrder(
                            tuple("erp.mill.order", TrafficClass.ORDERS),
                            tuple("erp.mill.order.history", TrafficClass.HISTORY),
                            tuple("theirs.change.v1", TrafficClass.ORDERS),
                            tuple("erp.mill.theirs.history", TrafficClass.HISTORY));
        }
    }

    @Test
    void busyTopicsHaveSixPartitionsQuietOnesOneAndHistoryAsManyAsItsEntity() {
        try (var context = context(sizes(Map.of(), Map.of()), ORDERS, SHOPS)) {
            assertThat(declarations(context))
                    .extracting(TopicDeclaration::name, TopicDeclaration::partitions)
                    .containsExactlyInAnyOrder(
                            tuple("erp.mill.order", 6),
                            tuple("erp.mill.order.history", 6),
                            tuple("erp.mill.shop", 1),
                            tuple("erp.mill.shop.history", 1));
        }
    }

    @Test
    void partitionsAndRetentionFollowTheSettingsOfTheTrafficClass() {
        var settings = sizes(
                Map.of(TrafficClass.ORDERS, 12, TrafficClass.OTHER, 2),
                Map.of(TrafficClass.HISTORY, Duration.ofDays(2)));
        try (var context = context(settings, ORDERS, SHOPS.withoutHistory())) {
            assertThat(declarations(context))
                    .containsExactlyInAnyOrder(
                            new TopicDeclaration("erp.mill.order", 12, Duration.ofDays(14), DataSize.ofMegabytes(16)),
                            new TopicDeclaration(
                                    "erp.mill.order.history", 12, Duration.ofDays(2), DataSize.ofMegabytes(16)),
                            new TopicDeclaration("erp.mill.shop", 2, Duration.ofDays(14), DataSize.ofMegabytes(16)));
        }
    }

    @Test
    void ofATopicThatSomebodyElseOwnsNoMoreIsAskedThanKafkasDefaults() {
        try (var context = context(sizes(Map.of(), Map.of()), THEIRS)) {
            assertThat(declarations(context))
                    .contains(new TopicDeclaration("theirs.change.v1", 6, Duration.ofDays(7), DataSize.ofMegabytes(1)));
        }
    }

    @Test
    void nothingBelongsToTheTrafficOfHistoryByItself() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LoadedEntity.of(entity("order"), TrafficClass.HISTORY))
                .withMessageContaining("order");
    }

    private static List<TopicDeclaration> declarations(AnnotationConfigApplicationContext context) {
        return context.getBeanProvider(TopicDeclaration.class).stream().toList();
    }

    /** Listeners are registered and never made. */
    private static AnnotationConfigApplicationContext context(TopicProperties settings, LoadedEntity... entities) {
        var context = new AnnotationConfigApplicationContext();
        context.addBeanFactoryPostProcessor(new LazyInitializationBeanFactoryPostProcessor());
        context.registerBean(TopicProperties.class, () -> settings);
        context.register(new LoadedEntities("service", List.of(entities)));
        context.refresh();
        return context;
    }

    private static TopicProperties sizes(Map<TrafficClass, Integer> partitions, Map<TrafficClass, Duration> retention) {
        return new TopicProperties(true, (short) -1, Duration.ofSeconds(1), partitions, retention);
    }

    private static Entity entity(String name) {
        return Entity.of(
                "mill",
                name,
                Envelope.none(),
                it -> it.key("id", ColumnType.BIGINT).version("ts"));
    }
}
