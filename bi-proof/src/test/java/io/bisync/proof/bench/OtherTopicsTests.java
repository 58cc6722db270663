package io.bisync.proof.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.bisync.jushuitan.catalogue.OrderConfiguration;
import io.bisync.loading.EntityTopic;
import io.bisync.topic.TopicDeclaration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.LazyInitializationBeanFactoryPostProcessor;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.core.env.MapPropertySource;

class OtherTopicsTests {

    @Test
    void allButOneOfTheTopicsAreDeclaredAndCarryOrders() {
        try (var context = context(3)) {
            assertThat(others(context)).containsExactlyInAnyOrder("erp.jushuitan.bench.2", "erp.jushuitan.bench.3");
            assertThat(context.getBeansOfType(EntityTopic.class).values())
                    .hasSize(4)
                    .allSatisfy(it -> assertThat(it.entity().name()).isEqualTo("order"));
            assertThat(context.getBeanNamesForType(OtherListener.class)).hasSize(1);
        }
    }

    @Test
    void withOneTopicNobodyListensToOthers() {
        try (var context = context(1)) {
            assertThat(others(context)).isEmpty();
            assertThat(context.getBeanNamesForType(OtherListener.class)).isEmpty();
        }
    }

    private static List<String> others(AnnotationConfigApplicationContext context) {
        return context.getBeansOfType(TopicDeclaration.class).values().stream()
                .map(TopicDeclaration::name)
                .filter(it -> it.startsWith("erp.jushuitan.bench"))
                .toList();
    }

    private static AnnotationConfigApplicationContext context(int topics) {
        var context = new AnnotationConfigApplicationContext();
        context.getEnvironment()
                .getPropertySources()
                .addFirst(new MapPropertySource("asked", Map.of(OtherTopics.COUNT, topics)));
        context.addBeanFactoryPostProcessor(new LazyInitializationBeanFactoryPostProcessor());
        context.register(OrderConfiguration.class);
        context.register(new OtherTopics());
        context.refresh();
        return context;
    }
}
