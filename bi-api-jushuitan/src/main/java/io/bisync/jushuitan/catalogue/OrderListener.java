package io.bisync.jushuitan.catalogue;

import io.bisync.loading.kafka.LoadingConsumer;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.springframework.kafka.annotation.KafkaListener;

/** Hands every poll of the order topics to loading: live changes, and apart from them what history brings. */
final class OrderListener {

    private final LoadingConsumer loadingConsumer;

    OrderListener(LoadingConsumer loadingConsumer) {
        this.loadingConsumer = loadingConsumer;
    }

    @KafkaListener(
            id = "orders",
            groupId = "bi-api-jushuitan.orders",
            topics = OrderConfiguration.LIVE,
            containerFactory = "loadingContainerFactory")
    void load(ConsumerRecords<byte[], byte[]> records, Consumer<byte[], byte[]> consumer) {
        loadingConsumer.load(records, consumer);
    }

    @KafkaListener(
            id = "history",
            groupId = "bi-api-jushuitan.history",
            topics = OrderConfiguration.HISTORY,
            containerFactory = "loadingContainerFactory")
    void loadHistory(ConsumerRecords<byte[], byte[]> records, Consumer<byte[], byte[]> consumer) {
        loadingConsumer.load(records, consumer);
    }
}
