package io.bisync.loading.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.kafka.listener.BatchMessageListener;
import org.springframework.kafka.listener.ConsumerSeekAware;
import org.springframework.kafka.support.Acknowledgment;

class LoadingListenerTests {

    private final List<ConsumerRecords<byte[], byte[]>> taken = new ArrayList<>();
    private final List<String> dropped = new ArrayList<>();
    private final AtomicBoolean running = new AtomicBoolean(true);

    @Test
    void noRoundStartsOnceAStopIsAsked() {
        try (var consumer = new MockConsumer<byte[], byte[]>("none")) {
            var listener = new LoadingListener(
                    new Taking(), running::get, (_, partitions) -> dropped.add(partitions.toString()));
            listener.onMessage(poll(), null, consumer);
            running.set(false);
            listener.onMessage(poll(), null, consumer);
        }
        assertThat(taken).hasSize(1);
        assertThat(dropped).containsExactly("[t-0]");
    }

    @Test
    void theContainerMustNotTakeItForOneThatSeeks() {
        assertThat(ConsumerSeekAware.class).matches(it -> !it.isAssignableFrom(LoadingListener.class));
    }

    private static ConsumerRecords<byte[], byte[]> poll() {
        var record = new ConsumerRecord<>("t", 0, 0, new byte[0], new byte[0]);
        return new ConsumerRecords<>(Map.of(new TopicPartition("t", 0), List.of(record)), Map.of());
    }

    private final class Taking implements BatchMessageListener<byte[], byte[]> {

        @Override
        public void onMessage(
                ConsumerRecords<byte[], byte[]> records,
                @Nullable Acknowledgment acknowledgment,
                Consumer<byte[], byte[]> consumer) {
            taken.add(records);
        }

        @Override
        public void onMessage(List<ConsumerRecord<byte[], byte[]>> records) {
            throw new UnsupportedOperationException();
        }
    }
}
