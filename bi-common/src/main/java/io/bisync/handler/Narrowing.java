package io.bisync.handler;

import io.bisync.failure.Causes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.springframework.kafka.listener.BatchAcknowledgingConsumerAwareMessageListener;
import org.springframework.kafka.listener.BatchInterceptor;
import org.springframework.kafka.listener.BatchListenerFailedException;
import org.springframework.kafka.listener.SeekUtils;
import org.springframework.kafka.listener.adapter.AbstractDelegatingMessageListenerAdapter;
import org.springframework.kafka.support.Acknowledgment;

/**
 * Finds the record for which a batch fails. Where the method does not name it by {@link BatchListenerFailedException}, the
 * batch comes again in smaller ones, until the one that fails holds a single record. In a transaction a named record has to
 * stand alone too, as what was done before it is rolled back with it.
 */
final class Narrowing
        extends AbstractDelegatingMessageListenerAdapter<BatchAcknowledgingConsumerAwareMessageListener<byte[], byte[]>>
        implements BatchAcknowledgingConsumerAwareMessageListener<byte[], byte[]>, BatchInterceptor<byte[], byte[]> {

    /** A batch comes in smaller ones: that is no attempt at any of its records. */
    static final class Narrowed extends BatchListenerFailedException {

        Narrowed(String what, int index) {
            super(what, index);
        }
    }

    /** This record failed, and those before it are done. */
    static final class Found extends BatchListenerFailedException {

        Found(Throwable failure, int index) {
            super("A record of a batch failed", Failures.cause(failure), index);
        }
    }

    private final boolean transactional;
    private final Map<Consumer<?, ?>, Integer> limits = new ConcurrentHashMap<>();

    Narrowing(BatchAcknowledgingConsumerAwareMessageListener<byte[], byte[]> listener, boolean transactional) {
        super(listener);
        this.transactional = transactional;
    }

    @Override
    public boolean wantsPollResult() {
        return delegate.wantsPollResult();
    }

    @Override
    public void onMessage(
            List<ConsumerRecord<byte[], byte[]>> records,
            @Nullable Acknowledgment acknowledgment,
            @Nullable Consumer<?, ?> consumer) {
        handle(records, Objects.requireNonNull(consumer), part -> delegate.onMessage(part, acknowledgment, consumer));
    }

    @Override
    public void onMessage(
            ConsumerRecords<byte[], byte[]> records,
            @Nullable Acknowledgment acknowledgment,
            Consumer<byte[], byte[]> consumer) {
        var list = new ArrayList<ConsumerRecord<byte[], byte[]>>(records.count());
        records.forEach(list::add);
        handle(list, consumer, part -> delegate.onMessage(byPartition(part), acknowledgment, consumer));
    }

    /**
     * In a transaction: no more than what the last failure allows, and the rest is polled again. Spring asks before the
     * transaction begins; without one it would ask later, and commit what was kept back.
     */
    @Override
    public ConsumerRecords<byte[], byte[]> intercept(
            ConsumerRecords<byte[], byte[]> records, Consumer<byte[], byte[]> consumer) {
        var limit = limits.getOrDefault(consumer, records.count());
        if (records.count() <= limit) {
            return records;
        }
        var list = new ArrayList<ConsumerRecord<byte[], byte[]>>(records.count());
        records.forEach(list::add);
        SeekUtils.doSeeksToBegin(new ArrayList<>(list.subList(limit, list.size())), consumer, logger);
        return byPartition(list.subList(0, limit));
    }

    /** Without a transaction the others of a batch come again as Spring has it, behind those that are done. */
    private void handle(
            List<ConsumerRecord<byte[], byte[]>> records,
            Consumer<?, ?> consumer,
            java.util.function.Consumer<List<ConsumerRecord<byte[], byte[]>>> method) {
        var limit = limits.getOrDefault(consumer, records.size());
        var part = limit < records.size() ? records.subList(0, limit) : records;
        try {
            method.accept(part);
        } catch (RuntimeException failure) {
            throw sorted(part, consumer, failure);
        }
        limits.remove(consumer);
        if (part.size() < records.size()) {
            throw new Narrowed("The first records of a batch are done", part.size());
        }
    }

    private static ConsumerRecords<byte[], byte[]> byPartition(List<ConsumerRecord<byte[], byte[]>> records) {
        return new ConsumerRecords<>(
                records.stream()
                        .collect(Collectors.groupingBy(
                                it -> new TopicPartition(it.topic(), it.partition()),
                                LinkedHashMap::new,
                                Collectors.toList())),
                Map.of());
    }

    private RuntimeException sorted(
            List<ConsumerRecord<byte[], byte[]>> records, Consumer<?, ?> consumer, RuntimeException failure) {
        if (records.size() == 1) {
            return new Found(failure, 0);
        }
        var named = named(records, failure);
        if (named >= 0 && !transactional) {
            limits.remove(consumer);
            return new Found(failure, named);
        }
        var next = named < 0 ? records.size() / 2 : Math.max(1, named);
        limits.put(consumer, next);
        return new Narrowed(
                "A batch of %d records failed and comes again in one of %d".formatted(records.size(), next), 0);
    }

    /** Which of the records the method named; -1 where it named none of them. */
    static int named(List<? extends ConsumerRecord<?, ?>> records, Throwable failure) {
        for (var cause : Causes.of(failure)) {
            if (cause instanceof BatchListenerFailedException naming) {
                var record = naming.getRecord();
                if (record == null) {
                    return naming.getIndex() < records.size() ? naming.getIndex() : -1;
                }
                for (var i = 0; i < records.size(); i++) {
                    var it = records.get(i);
                    if (it.offset() == record.offset()
                            && it.partition() == record.partition()
                            && it.topic().equals(record.topic())) {
                        return i;
                    }
                }
                return -1;
            }
        }
        return -1;
    }
}
