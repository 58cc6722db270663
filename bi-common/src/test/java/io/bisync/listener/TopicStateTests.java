package io.bisync.listener;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.bisync.listener.TopicState.Change;
import io.bisync.listener.TopicState.Partition;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TopicStateTests {

    private static final TopicState WELL = new TopicState(Map.of(0, new Partition(1, 3), 1, new Partition(2, 3)), 2);

    @Test
    void nothingIsSaidOfATopicThatIsAsItWas() {
        assertThat(WELL.since(null, "t")).isEmpty();
        assertThat(WELL.since(WELL, "t")).isEmpty();
    }

    @Test
    void partitionsThatWereAddedAreSaidOnce() {
        var more = new TopicState(Map.of(0, new Partition(1, 3), 1, new Partition(2, 3), 2, new Partition(1, 3)), 2);

        assertThat(more.since(WELL, "t"))
                .singleElement()
                .satisfies(it -> assertThat(it.code()).isEqualTo("BI-LISTEN-04"))
                .satisfies(it -> assertThat(it.what()).contains("t has 3 partitions instead of 2"));
        assertThat(more.since(more, "t")).isEmpty();
    }

    @Test
    void aLeaderThatChangedOrIsGoneIsSaid() {
        assertThat(new TopicState(Map.of(0, new Partition(3, 3), 1, new Partition(-1, 3)), 2).since(WELL, "t"))
                .extracting(Change::code, Change::what)
                .containsExactly(
                        tuple("BI-LISTEN-05", "t-0 is led by broker 3 instead of broker 1"),
                        tuple("BI-LISTEN-05", "t-1 is led by no broker instead of broker 2"));
    }

    @Test
    void tooFewReplicasInSyncAreSaidWhenThatBeginsAndCountedWhileItLasts() {
        var thin = new TopicState(Map.of(0, new Partition(1, 1), 1, new Partition(2, 2)), 2);
        var thinner = new TopicState(Map.of(0, new Partition(1, 1), 1, new Partition(2, 1)), 2);

        assertThat(code(thin, null)).isEqualTo("BI-LISTEN-06");
        assertThat(code(thin, WELL)).isEqualTo("BI-LISTEN-06");
        assertThat(thin.since(thin, "t")).isEmpty();
        assertThat(thinner.since(thin, "t"))
                .singleElement()
                .satisfies(it ->
                        assertThat(it.what()).isEqualTo("t-1 has 1 replicas in sync, and min.insync.replicas is 2"));
        assertThat(thinner.belowNeeded()).isEqualTo(2);
        assertThat(WELL.belowNeeded()).isZero();
    }

    private static String code(TopicState now, @Nullable TopicState before) {
        var changes = now.since(before, "t");
        assertThat(changes).hasSize(1);
        return changes.getFirst().code();
    }
}
