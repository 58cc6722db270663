package io.bisync.loading.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.bisync.loading.EntityTopic;
import io.bisync.loading.kafka.LoadingPlan.Listener;
import io.bisync.loading.range.TinyOrders;
import io.bisync.topic.TrafficClass;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.kafka.config.KafkaListenerEndpointRegistry;
import org.springframework.util.unit.DataSize;

class LoadingPlanTests {

    private static final EntityTopic ORDERS = new EntityTopic("orders", TinyOrders.ENTITY, TrafficClass.ORDERS);
    private static final EntityTopic SHOPS = new EntityTopic("shops", TinyOrders.ENTITY, TrafficClass.OTHER);
    private static final Listener ORDER_LISTENER = new Listener("orders", List.of("orders"), 1);
    private static final Listener OTHER_LISTENER = new Listener("other", List.of("shops"), 1);

    @Test
    void everyDeclaredTopicWithOneListenerIsLoaded() {
        assertThatCode(() -> plan(200).check(List.of(ORDER_LISTENER, OTHER_LISTENER)))
                .doesNotThrowAnyException();
    }

    @Test
    void aDeclaredTopicThatNobodyListensToEndsTheStart() {
        assertThatExceptionOfType(LoadingContractException.class)
                .isThrownBy(() -> plan(200).check(List.of(ORDER_LISTENER)))
                .withMessageContaining("BI-LOAD-22")
                .withMessageContaining("shops has []");
    }

    @Test
    void aTopicThatTwoListenersLoadEndsTheStart() {
        assertThatExceptionOfType(LoadingContractException.class)
                .isThrownBy(() -> plan(500)
                        .check(List.of(ORDER_LISTENER, OTHER_LISTENER, new Listener("mine", List.of("orders"), 1))))
                .withMessageContaining("BI-LOAD-22")
                .withMessageContaining("orders has [orders, mine]");
    }

    @Test
    void roundsThatDoNotFitTheHeapEndTheStartAndTheActionSaysWhatFits() {
        var twice = new Listener("orders", List.of("orders"), 2);
        assertThatExceptionOfType(LoadingContractException.class)
                .isThrownBy(() -> plan(180).check(List.of(twice, OTHER_LISTENER)))
                .withMessageContaining("BI-LOAD-23")
                .withMessageContaining("216 MB")
                .withMessageContaining("180 MB")
                .satisfies(it -> assertThat(it.action()).contains("round-bytes to at most 40MB"));
        assertThatCode(() -> plan(216).check(List.of(twice, OTHER_LISTENER))).doesNotThrowAnyException();
    }

    /** With rounds of 48 MB. */
    private static LoadingPlan plan(int heapMegabytes) {
        var settings = new Binder().bindOrCreate("bi.loading", LoadingProperties.class);
        return new LoadingPlan(
                KafkaListenerEndpointRegistry::new,
                List.of(ORDERS, SHOPS),
                List.of(),
                settings,
                DataSize.ofMegabytes(heapMegabytes).toBytes());
    }
}
