package io.bisync.proof.bench;

import io.bisync.loading.kafka.LoadingConsumer;
import java.util.List;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.springframework.kafka.annotation.KafkaListener;

/** Hands every poll of the other topics to loading, as the service's listener does with the orders. */
final class OtherListener {

    private final LoadingConsumer loadingConsumer;
    private final List<String> topics;

    OtherListener(LoadingConsumer loadingConsumer, List<String> topics) {
        this.loadingConsumer = loadingConsumer;
        this.topics = topics;
    }

    /** Asked by the expression in the listener's annotation. */
    public List<String> topics() {
        return topics;
    }

    @KafkaListener(
            id = "others",
            groupId = OtherTopics.GROUP,
            topics = "#{__listener.topics()}",
            containerFactory = "loadingContainerFactory")
    void load(ConsumerRecords<byte[], byte[]> records, Consumer<byte[], byte[]> consumer) {
        loadingConsumer.load(records, consumer);
    }
}
