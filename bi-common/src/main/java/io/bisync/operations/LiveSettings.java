package io.bisync.operations;

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
public final class LiveSettings<T> implements Supplier<T>, ApplicationListener<EnvironmentChangeEvent> {

    private static final Logger log = LoggerFactory.getLogger(LiveSettings.class);

    private final Environment environment;
    private final String prefix;
    private final Class<T> type;
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
            log.error("BI-CONFIG-01 A change of {} is not used: {}", prefix, unusable.getMessage());
        }
    }

    private T bind() {
        return Binder.get(environment).bindOrCreate(prefix, type);
    }
}
