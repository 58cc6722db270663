package io.bisync.operations;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.cloud.context.environment.EnvironmentChangeEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.core.env.Environment;

/**
 * Settings that follow changes while the service runs; a record by itself keeps what it was made with.
 * Declare it as a bean; a change that cannot be bound is reported, and the settings stay as they are.
 */
public final class LiveSettings<T> implements Supplier<T>, ApplicationListener<EnvironmentChangeEvent>, MeterBinder {

    static final String UNUSABLE = "BI-CONFIG-01";

    private static final Logger log = LoggerFactory.getLogger(LiveSettings.class);

    private final Environment environment;
    private final String prefix;
    private final Class<T> type;
    private final List<Counter> unusableChanges = new CopyOnWriteArrayList<>();
    private volatile T settings;

    /**
     * Binds for the first time.
     *
     * @param prefix the properties' common beginning, for example {@code bi.loading}
     * @param type a record of settings
     */
    public LiveSettings(Environment environment, String prefix, Class<T> type) {
        this.environment = environment;
        this.prefix = prefix;
        this.type = type;
        this.settings = bind();
    }

    /** The settings of this moment. */
    @Override
    public T get() {
        return settings;
    }

    @Override
    public void onApplicationEvent(EnvironmentChangeEvent event) {
        if (event.getKeys().stream().noneMatch(key -> key.startsWith(prefix))) {
            return;
        }
        try {
            settings = bind();
            log.info("Settings {} follow a change: {}", prefix, settings);
        } catch (BindException | IllegalArgumentException unusable) {
            unusableChanges.forEach(Counter::increment);
            log.atError()
                    .addKeyValue("code", UNUSABLE)
                    .log("{} A change of {} is not used: {}", UNUSABLE, prefix, unusable.getMessage());
        }
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        unusableChanges.add(ConfigMeters.problems(registry, UNUSABLE));
    }

    private T bind() {
        return Binder.get(environment).bindOrCreate(prefix, type);
    }
}
