package io.bisync.loading.listener;

import io.bisync.loading.kafka.LoadingConsumer;
import io.bisync.topic.TrafficClass;
import java.util.List;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.springframework.kafka.annotation.KafkaListener;

/** Hands every poll of the topics of one traffic class to loading; the annotation asks it for its names. */
final class TrafficListener {

    private final String service;
    private final TrafficClass traffic;
    private final List<String> topics;
    private final LoadingConsumer loadingConsumer;

    TrafficListener(String service, TrafficClass traffic, List<String> topics, LoadingConsumer loadingConsumer) {
        this.service = service;
        this.traffic = traffic;
        this.topics = List.copyOf(topics);
        this.loadingConsumer = loadingConsumer;
    }

    public String id() {
        return traffic.listener();
    }

    public String group() {
        return service + "." + traffic.listener();
    }

    public List<String> topics() {
        return topics;
    }

    @KafkaListener(
            id = "#{__listener.id()}",
            groupId = "#{__listener.group()}",
            topics = "#{__listener.topics()}",
            containerFactory = "loadingContainerFactory")
    void load(ConsumerRecords<byte[], byte[]> records, Consumer<byte[], byte[]> consumer) {
        loadingConsumer.load(records, consumer);
    }
}
