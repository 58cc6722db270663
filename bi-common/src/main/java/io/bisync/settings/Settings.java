package io.bisync.settings;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.context.properties.ConfigurationPropertiesBean;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.validation.ValidationBindHandler;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.logging.LogLevel;
import org.springframework.cloud.context.environment.EnvironmentChangeEvent;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationListener;
import org.springframework.validation.Validator;

/**
 * All settings records of ours, by the rules of their start: each key that changes while the service runs is in force,
 * counts from the next start, or is refused, and one line, a counter and {@code /actuator/settings} say which.
 */
public final class Settings implements ApplicationListener<EnvironmentChangeEvent>, SmartInitializingSingleton {

    static final String REFUSED = "BI-CONFIG-01";

    private static final Logger log = LoggerFactory.getLogger(Settings.class);
    private static final String OURS = "bi.";
    private static final String LEVELS = "logging.level.";

    private final ApplicationContext context;
    private final Supplier<BindHandler> handlers;
    private final MeterRegistry meters;
    private final Counter problems;
    private final List<Followed<?>> followed = new CopyOnWriteArrayList<>();
    private final Set<String> refusedOfNacos = new HashSet<>();

    Settings(ApplicationContext context, Validator validator, MeterRegistry meters) {
        this.context = context;
        this.meters = meters;
        this.handlers = () -> new ValidationBindHandler(new StatedUnits(BindHandler.DEFAULT), validator);
        for (var answer : Answer.values()) {
            var _ = changes(answer);
        }
        problems = Counter.builder("bi.config.problems")
                .description("What is wrong with settings or with Nacos, by the code of docs/errors.md")
                .tag("code", REFUSED)
                .register(meters);
    }

    /** A record's values of this moment: those of its components that are {@link Live} follow a change. */
    public <T extends Record> Supplier<T> live(String prefix, Class<T> type) {
        return follow(prefix, type)::settings;
    }

    @Override
    public void afterSingletonsInstantiated() {
        for (var bean : ConfigurationPropertiesBean.getAll(context).values()) {
            var prefix = bean.getAnnotation().prefix();
            if (prefix.startsWith(OURS) && bean.getInstance() instanceof Record settings) {
                var _ = follow(prefix, settings.getClass());
            }
        }
        tellWhatNacosMayNotSet();
    }

    @Override
    public void onApplicationEvent(EnvironmentChangeEvent event) {
        followed.forEach(it -> it.follow().forEach(this::tell));
        for (var key : event.getKeys()) {
            var name = ConfigurationPropertyName.adapt(key, '.');
            if (followed.stream().noneMatch(it -> it.covers(name))) {
                tell(ofOthers(key, name));
            }
        }
        tellWhatNacosMayNotSet();
    }

    /** How every setting of ours stands. */
    Map<String, Setting> table() {
        Map<String, Setting> table = new TreeMap<>();
        followed.forEach(it -> table.putAll(it.table()));
        return table;
    }

    /** Spring changes levels at once, and nothing else that is its own. */
    private Change ofOthers(String key, ConfigurationPropertyName name) {
        var said = Said.find(context.getEnvironment(), name);
        if (!key.startsWith(LEVELS)) {
            return Change.outside(key, said, Answer.NEXT_START, null);
        }
        if (said != null && !isLevel(said.value())) {
            return Change.outside(key, said, Answer.REFUSED, "must be one of " + List.of(LogLevel.values()));
        }
        return Change.outside(key, said, Answer.IN_FORCE, null);
    }

    private static boolean isLevel(String value) {
        // YAML reads a bare OFF as false.
        return "false".equals(value)
                || List.of(LogLevel.values()).stream().anyMatch(it -> it.name().equalsIgnoreCase(value));
    }

    private void tellWhatNacosMayNotSet() {
        var refused = RefusedByList.of(context.getEnvironment());
        synchronized (refusedOfNacos) {
            refusedOfNacos.retainAll(refused.keySet());
            refused.forEach((key, why) -> {
                if (refusedOfNacos.add(key)) {
                    tell(new Change(key, null, "", Answer.REFUSED, null, why));
                }
            });
        }
    }

    private Counter changes(Answer answer) {
        return Counter.builder("bi.config.changes")
                .description("Settings that changed while the service ran, by what became of them")
                .tag("answer", answer.text)
                .register(meters);
    }

    private void tell(Change change) {
        changes(change.answer()).increment();
        if (change.answer() == Answer.REFUSED) {
            problems.increment();
            log.atError().addKeyValue("code", REFUSED).log("{} The setting {}", REFUSED, change.text());
        } else {
            log.info("The setting {}", change.text());
        }
    }

    @SuppressWarnings("unchecked") // a record is followed once, by its class
    private synchronized <T extends Record> Followed<T> follow(String prefix, Class<T> type) {
        for (var known : followed) {
            if (known.has(type)) {
                return (Followed<T>) known;
            }
        }
        var fresh = new Followed<>(context.getEnvironment(), prefix, type, handlers);
        followed.add(fresh);
        return fresh;
    }
}
