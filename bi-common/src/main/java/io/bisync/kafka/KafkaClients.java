package io.bisync.kafka;

import io.bisync.kafka.balancer.Balancer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.core.env.Environment;

/**
 * What our own clients are made of: the connection that {@code spring.kafka.*} describes, and {@code bi.kafka.*}. Serializers,
 * acknowledgements and whatever else the application wants of its clients stay the application's.
 */
public final class KafkaClients {

    private static final ConfigurationPropertyName SPRING = ConfigurationPropertyName.of("spring.kafka");
    /** The names of settings that say how to reach the brokers. */
    static final Set<String> CONNECTION = connection();

    private static final Set<String> CONNECTING_GROUPS = Set.of("bootstrap-servers", "client-id", "security", "ssl");
    private static final String PROPERTIES = "properties";
    private static final String TRANSACTIONAL_ID = "transactional.id";
    /** The default of {@link #restAfterRefusal}. */
    public static final Duration REST_AFTER_REFUSAL = Duration.ofSeconds(10);

    private static final String PARTITIONER = "partitioner.class";

    /** Bytes in, so that a dead letter holds what was read; what is committed is the listener's business. */
    private static final Map<String, Object> HANDLING = Map.of(
            ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG,
            ByteArrayDeserializer.class,
            ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG,
            ByteArrayDeserializer.class,
            ConsumerConfig.ISOLATION_LEVEL_CONFIG,
            "read_committed",
            ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
            false,
            ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
            false);

    private final Environment environment;
    private final Map<String, Object> producers;
    private final Map<String, Object> consumers;
    private final KafkaSettings own;

    KafkaClients(
            Environment environment, Map<String, Object> producers, Map<String, Object> consumers, KafkaSettings own) {
        this.environment = environment;
        this.producers = producers;
        this.consumers = consumers;
        this.own = own;
    }

    /**
     * For a producer of events.
     *
     * @param fixed what nobody may set to something else
     */
    public Map<String, Object> producer(Map<String, Object> fixed) {
        return settings("producer", producers, own.producer(), fixed);
    }

    /**
     * For a consumer that loads.
     *
     * @param fixed what nobody may set to something else
     */
    public Map<String, Object> consumer(Map<String, Object> fixed) {
        return settings("consumer", consumers, own.consumer(), fixed);
    }

    /** For a consumer whose records are handled one by one or in batches. */
    public Map<String, Object> handling() {
        var all = new HashMap<>(consumer(HANDLING));
        all.putAll(HANDLING);
        // A new group that skipped what was there would not be at-least-once.
        all.putIfAbsent(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        // A consumer that asks a broker which is away for its first position cannot be woken: a stop would wait for a
        // minute.
        all.putIfAbsent(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 10_000);
        return all;
    }

    /** For a producer whose settings are its own business: how to reach the brokers, and no more. */
    public Map<String, Object> producerConnection() {
        return connecting(producers);
    }

    /** For a consumer whose settings are its own business. */
    public Map<String, Object> consumerConnection() {
        return connecting(consumers);
    }

    /** So long a listener's consumer waits that the brokers refused, as it is not who it says or may not read. */
    public Duration restAfterRefusal() {
        return environment.getProperty(
                "spring.kafka.listener.auth-exception-retry-interval", Duration.class, REST_AFTER_REFUSAL);
    }

    private Map<String, Object> settings(
            String kind, Map<String, Object> springs, Map<String, String> ours, Map<String, Object> fixed) {
        var wrong = new ArrayList<String>();
        ours.forEach((name, value) -> {
            if (fixed.containsKey(name) && !isSame(value, fixed.get(name))) {
                wrong.add(fixedTo("bi.kafka." + kind + "." + name, value, fixed.get(name)));
            }
        });
        if (ours.containsKey(TRANSACTIONAL_ID)) {
            wrong.add(
                    "bi.kafka.%s.%s would be the id of every producer, and they would shut each other out: whoever publishes in transactions names its own"
                            .formatted(kind, TRANSACTIONAL_ID));
        }
        if (own.strict()) {
            wrong.addAll(withoutEffect(kind, fixed));
        }
        var all = new HashMap<>(connecting(springs));
        all.putAll(ours);
        balance(all, wrong);
        if (!wrong.isEmpty()) {
            throw new KafkaSettingsException(wrong);
        }
        return all;
    }

    /**
     * A balancer by its name, or a class of the application's own. The events of a key keep their order, so none that is known
     * to spread them is for them.
     */
    private static void balance(Map<String, Object> all, List<String> wrong) {
        var setting = all.remove(PARTITIONER);
        if (setting == null) {
            return;
        }
        var balancer = Balancer.named(setting.toString()).orElse(null);
        if (balancer == null && setting.toString().contains(".")) {
            all.put(PARTITIONER, setting);
        } else if (balancer == null) {
            wrong.add("bi.kafka.producer.%s=%s is no balancer: it is one of %s, or the class of a partitioner"
                    .formatted(PARTITIONER, setting, Balancer.names()));
        } else if (!balancer.keepsKeysTogether()) {
            wrong.add(
                    "bi.kafka.producer.%s=%s would spread the events of one key over partitions, and lose their order: use it for a template of your own, as spring.kafka.producer.properties.%s=%s"
                            .formatted(
                                    PARTITIONER,
                                    setting,
                                    PARTITIONER,
                                    Objects.requireNonNull(balancer.partitioner())
                                            .getName()));
        } else if (balancer.partitioner() != null) {
            all.put(PARTITIONER, balancer.partitioner());
        }
    }

    static Map<String, Object> connecting(Map<String, Object> springs) {
        Map<String, Object> kept = new HashMap<>(springs);
        kept.keySet().retainAll(CONNECTION);
        return kept;
    }

    private List<String> withoutEffect(String kind, Map<String, Object> fixed) {
        var wrong = new ArrayList<String>();
        for (var name : names(SPRING.append(kind))) {
            check(kind, name, name.subName(SPRING.getNumberOfElements() + 1), fixed, wrong);
        }
        for (var name : names(SPRING.append(PROPERTIES))) {
            check(kind, name, name.subName(SPRING.getNumberOfElements()), fixed, wrong);
        }
        return wrong;
    }

    private void check(
            String kind,
            ConfigurationPropertyName name,
            ConfigurationPropertyName rest,
            Map<String, Object> fixed,
            List<String> wrong) {
        var first = rest.getElement(0, ConfigurationPropertyName.Form.ORIGINAL);
        var kafka = first.equals(PROPERTIES)
                ? rest.subName(1).toString()
                : rest.toString().replace('-', '.');
        if (CONNECTING_GROUPS.contains(first) || CONNECTION.contains(kafka)) {
            return;
        }
        var value = environment.getProperty(name.toString());
        if (!fixed.containsKey(kafka)) {
            // Without its value, which may be a secret.
            wrong.add("%s does not reach our %s: write bi.kafka.%s.%s".formatted(name, kind, kind, kafka));
        } else if (!isSame(value, fixed.get(kafka))) {
            wrong.add(fixedTo(name.toString(), value, fixed.get(kafka)));
        }
    }

    private Set<ConfigurationPropertyName> names(ConfigurationPropertyName prefix) {
        var names = new TreeSet<ConfigurationPropertyName>();
        for (var source : ConfigurationPropertySources.get(environment)) {
            if (source instanceof IterableConfigurationPropertySource iterable) {
                iterable.stream().filter(prefix::isAncestorOf).forEach(names::add);
            }
        }
        return names;
    }

    private static String fixedTo(String name, @Nullable Object value, @Nullable Object fixed) {
        return "%s=%s is not possible: it is %s, or records would be lost, doubled or refused"
                .formatted(name, value, fixed instanceof Class<?> type ? type.getName() : fixed);
    }

    private static boolean isSame(@Nullable Object said, @Nullable Object fixed) {
        return plain(said).equals(plain(fixed));
    }

    private static String plain(@Nullable Object value) {
        var text = value instanceof Class<?> type ? type.getName() : String.valueOf(value);
        return text.toLowerCase(Locale.ROOT).replace('-', '_');
    }

    /** What an admin client knows serves every client: addresses and credentials. How often is tried is each one's own. */
    private static Set<String> connection() {
        var names = new HashSet<>(AdminClientConfig.configNames());
        names.removeAll(Set.of(
                AdminClientConfig.RETRIES_CONFIG,
                AdminClientConfig.RETRY_BACKOFF_MS_CONFIG,
                AdminClientConfig.RETRY_BACKOFF_MAX_MS_CONFIG,
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG));
        // Boot's SSL bundle, which its engine factory asks for under this name.
        names.add(SslBundle.class.getName());
        return names;
    }
}
