package io.bisync.handler;

import jakarta.validation.Validation;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.PropertySourcesPlaceholdersResolver;
import org.springframework.boot.context.properties.bind.validation.ValidationBindHandler;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.Environment;
import org.springframework.validation.beanvalidation.SpringValidatorAdapter;

/**
 * Settings as one listener has them: what stands below {@code <prefix>.listeners.<id>} is its own, the rest is that of
 * all below {@code <prefix>}.
 */
public final class ListenerSettings {

    private static final SpringValidatorAdapter VALIDATOR =
            new SpringValidatorAdapter(Validation.buildDefaultValidatorFactory().getValidator());

    private final Environment environment;

    ListenerSettings(Environment environment) {
        this.environment = environment;
    }

    /**
     * The settings of a listener.
     *
     * @param type a record of settings, which says its prefix
     * @throws org.springframework.boot.context.properties.bind.BindException where a value is none, or is out of its bounds
     */
    public <T> T of(String listener, Class<T> type) {
        var prefix = Objects.requireNonNull(type.getAnnotation(ConfigurationProperties.class), "It has no prefix")
                .value();
        var all = ConfigurationPropertyName.of(prefix);
        var own = ConfigurationPropertyName.adapt(prefix + ".listeners." + listener, '.');
        var sources = new ArrayList<ConfigurationPropertySource>();
        ConfigurationPropertySources.get(environment).forEach(sources::add);
        var rest = new Rest(List.copyOf(sources), own, all);
        sources.add(rest);
        return new Binder(sources, new PropertySourcesPlaceholdersResolver(environment))
                .bindOrCreate(own, Bindable.of(type), new ValidationBindHandler(VALIDATOR));
    }

    /** What a listener has not of its own. */
    private record Rest(
            List<ConfigurationPropertySource> sources, ConfigurationPropertyName own, ConfigurationPropertyName all)
            implements ConfigurationPropertySource {

        @Override
        public @Nullable ConfigurationProperty getConfigurationProperty(ConfigurationPropertyName name) {
            if (!own.isAncestorOf(name)) {
                return null;
            }
            var general = all.append(name.subName(own.getNumberOfElements()));
            return sources.stream()
                    .map(it -> it.getConfigurationProperty(general))
                    .filter(Objects::nonNull)
                    .findFirst()
                    .orElse(null);
        }
    }
}
