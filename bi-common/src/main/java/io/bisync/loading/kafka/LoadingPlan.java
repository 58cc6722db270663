package io.bisync.loading.kafka;

import io.bisync.loading.EntityTopic;
import io.bisync.topic.TopicDeclaration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.kafka.config.KafkaListenerEndpointRegistry;
import org.springframework.kafka.listener.AbstractMessageListenerContainer;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.kafka.listener.MessageListenerContainer;
import org.springframework.util.unit.DataSize;

/**
 * What this process is going to load, looked at before any listener starts: every declared topic has exactly one listener,
 * and the rounds of all of them fit the heap.
 */
final class LoadingPlan implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(LoadingPlan.class);

    /** Rows of a round while they are gathered and sent, and what is made of records meanwhile. */
    private static final long TIMES_IN_HEAP = 2;

    /**
     * A listener that loads.
     *
     * @param name the last part of its group's name
     * @param topics what it listens to
     * @param threads how many of it load side by side
     */
    record Listener(String name, List<String> topics, int threads) {}

    /** It must not be injected: what a bean depends on is started before it, whatever its phase. */
    private final Supplier<KafkaListenerEndpointRegistry> registry;

    private final Collection<EntityTopic> topics;
    private final Collection<TopicDeclaration> declarations;
    private final LoadingProperties settings;
    private final long heap;
    private volatile boolean running;

    LoadingPlan(
            Supplier<KafkaListenerEndpointRegistry> registry,
            Collection<EntityTopic> topics,
            Collection<TopicDeclaration> declarations,
            LoadingProperties settings,
            long heap) {
        this.registry = registry;
        this.topics = List.copyOf(topics);
        this.declarations = List.copyOf(declarations);
        this.settings = settings;
        this.heap = heap;
    }

    @Override
    public void start() {
        check(registry.get().getListenerContainers().stream()
                .filter(LoadingPlan::loads)
                .map(LoadingPlan::listener)
                .toList());
        running = true;
    }

    @Override
    public void stop() {
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Before the listeners. */
    @Override
    public int getPhase() {
        return AbstractMessageListenerContainer.DEFAULT_PHASE - 1;
    }

    void check(List<Listener> listeners) {
        requireOneListenerEach(listeners);
        var needed = listeners.stream()
                .mapToLong(it -> TIMES_IN_HEAP * it.threads() * settings.roundBytes(it.name()))
                .sum();
        if (needed > heap) {
            throw new LoadingContractException(
                    "BI-LOAD-23 The rounds of the listeners %s may take %d MB, but the heap has %d MB"
                            .formatted(names(listeners), megabytes(needed), megabytes(heap)),
                    "Lower bi.loading.round-bytes to at most %dMB or spring.kafka.listener.concurrency, or give the process a larger heap."
                            .formatted(Math.max(1, settings.roundBytes().toMegabytes() * heap / needed)));
        }
        log.info(
                "Loads {} topics with the listeners {}: at most {} loads a second while every partition has records,"
                        + " rounds of at most {} MB in a heap of {} MB",
                topics.size(),
                names(listeners),
                String.format(Locale.ROOT, "%.1f", loadsPerSecond()),
                megabytes(needed),
                megabytes(heap));
    }

    private void requireOneListenerEach(List<Listener> listeners) {
        Map<String, List<String>> heard = new TreeMap<>();
        topics.forEach(it -> heard.put(it.topic(), new ArrayList<>()));
        listeners.forEach(listener -> listener.topics()
                .forEach(it -> heard.computeIfAbsent(it, _ -> new ArrayList<>()).add(listener.name())));
        heard.values().removeIf(it -> it.size() == 1);
        if (!heard.isEmpty()) {
            throw new LoadingContractException(
                    "BI-LOAD-22 Not every declared topic has exactly one listener: "
                            + heard.entrySet().stream()
                                    .map(it -> "%s has %s".formatted(it.getKey(), it.getValue()))
                                    .collect(Collectors.joining("; ")),
                    "Name the entity once in the service's list of entities, and write no listener of your own for its"
                            + " topics.");
        }
    }

    /** Partitions × tables ÷ linger, over everything that is declared: what StarRocks' memory of labels is spent by. */
    private double loadsPerSecond() {
        var partitions =
                declarations.stream().collect(Collectors.toMap(TopicDeclaration::name, TopicDeclaration::partitions));
        return topics.stream()
                .mapToDouble(it -> partitions.getOrDefault(it.topic(), 1)
                        * it.entity().tables().size()
                        * 1000.0
                        / settings.linger(it.traffic()).toMillis())
                .sum();
    }

    private static boolean loads(MessageListenerContainer container) {
        return LoadingContract.isPassed(container.getContainerProperties());
    }

    private static Listener listener(MessageListenerContainer container) {
        var threads =
                container instanceof ConcurrentMessageListenerContainer<?, ?> several ? several.getConcurrency() : 1;
        var named =
                Objects.requireNonNullElse(container.getContainerProperties().getTopics(), new String[0]);
        return new Listener(
                LoadingProperties.listener(Objects.requireNonNullElse(container.getGroupId(), "")),
                Arrays.asList(named),
                threads);
    }

    private static List<String> names(List<Listener> listeners) {
        return listeners.stream().map(Listener::name).sorted().toList();
    }

    private static long megabytes(long bytes) {
        return DataSize.ofBytes(bytes).toMegabytes();
    }
}
