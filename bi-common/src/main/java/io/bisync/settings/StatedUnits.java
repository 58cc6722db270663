package io.bisync.settings;

import java.time.Duration;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.AbstractBindHandler;
import org.springframework.boot.context.properties.bind.BindContext;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.util.unit.DataSize;

/** A time or size among our own settings says its unit: a bare 5 would silently be five milliseconds, or five bytes. */
final class StatedUnits extends AbstractBindHandler {

    private static final ConfigurationPropertyName OURS = ConfigurationPropertyName.of("bi");
    private static final Set<Class<?>> NEED_A_UNIT = Set.of(Duration.class, DataSize.class);
    private static final Pattern NUMBER = Pattern.compile("\\s*[+-]?\\d+\\s*");

    StatedUnits(BindHandler next) {
        super(next);
    }

    @Override
    public @Nullable Object onSuccess(
            ConfigurationPropertyName name, Bindable<?> target, BindContext context, Object result) {
        var property = context.getConfigurationProperty();
        var type = target.getType().resolve(Object.class);
        if (property != null && OURS.isAncestorOf(name) && NEED_A_UNIT.contains(type)) {
            var said = String.valueOf(property.getValue());
            if (NUMBER.matcher(said).matches()) {
                throw new IllegalArgumentException("%s=%s has no unit; write for example %s"
                        .formatted(name, said, type == Duration.class ? "5s or 500ms" : "48MB"));
            }
        }
        return super.onSuccess(name, target, context, result);
    }
}
