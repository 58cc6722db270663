package io.bisync.proof.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.bisync.jushuitan.catalogue.Catalogue;
import io.bisync.loading.EntityTopic;
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
                    .filteredOn(it -> it.topic().startsWith("erp.jushuitan.bench"))
                    .allSatisfy(it -> assertThat(it.entity().name()).isEqualTo("order"));
            assertThat(context.getBeanDefinitionNames()).contains(OtherTopics.GROUP);
        }
    }

    @Test
    void withOneTopicNobodyListensToOthers() {
        try (var context = context(1)) {
            assertThat(others(context)).isEmpty();
            assertThat(context.getBeanDefinitionNames()).doesNotContain(OtherTopics.GROUP);
        }
    }

    private static List<String> others(AnnotationConfigApplicationContext context) {
        return context.getBeansOfType(EntityTopic.class).values().stream()
                .map(EntityTopic::topic)
                .filter(it -> it.startsWith("erp.jushuitan.bench"))
                .toList();
    }

    private static AnnotationConfigApplicationContext context(int topics) {
        var context = new AnnotationConfigApplicationContext();
        context.getEnvironment()
                .getPropertySources()
                .addFirst(new MapPropertySource("asked", Map.of(OtherTopics.COUNT, topics)));
        context.addBeanFactoryPostProcessor(new LazyInitializationBeanFactoryPostProcessor());
        context.register(new Catalogue());
        context.register(new OtherTopics());
        context.refresh();
        return context;
    }
}
