package io.bisync.leke.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.bisync.leke.catalogue.Catalogue;
import io.bisync.loading.EntityTopic;
import java.util.List;
import org.junit.jupiter.api.Test;

class OpenTopicsTests {

    private static final List<EntityTopic> LOADED = Catalogue.ALL.stream()
            .map(it -> new EntityTopic(it.topic(), it.entity(), it.traffic()))
            .toList();

    @Test
    void allTopicsOfChangesAreOpenWhereNoneAreNamed() {
        assertThat(BridgeConfiguration.open(LOADED, List.of()))
                .containsKey(LekeEvents.TOPIC)
                .containsOnlyKeys(LOADED.stream()
                        .filter(it -> !it.isHistory())
                        .map(EntityTopic::topic)
                        .toList());
    }

    @Test
    void onlyTheNamedOnesAreOpen() {
        assertThat(BridgeConfiguration.open(LOADED, List.of(LekeEvents.TOPIC))).containsOnlyKeys(LekeEvents.TOPIC);
    }

    @Test
    void aTopicThatTheServiceDoesNotLoadEndsTheStartAndTheMessageSaysWhichItDoes() {
        assertThatExceptionOfType(TopicNotLoadedException.class)
                .isThrownBy(() -> BridgeConfiguration.open(LOADED, List.of(LekeEvents.TOPIC, "leke.erp.ordre")))
                .withMessageStartingWith("BI-BRIDGE-14 bi.bridge.topics names [leke.erp.ordre]")
                .withMessageContaining("it loads [")
                .withMessageContaining(LekeEvents.TOPIC);
    }
}
