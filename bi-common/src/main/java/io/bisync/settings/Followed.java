package io.bisync.settings;

import io.bisync.failure.Causes;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.DataObjectPropertyName;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.bind.validation.BindValidationException;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.context.support.DefaultMessageSourceResolvable;
import org.springframework.core.env.Environment;

/** One settings record: every changed key is tried alone, so that a wrong one does not take right ones with it. */
final class Followed<T extends Record> {

    private final Environment environment;
    private final ConfigurationPropertyName prefix;
    private final Class<T> type;
    /** Made anew for each try, as Boot's validating one remembers what it bound. */
    private final Supplier<BindHandler> handlers;

    /** The record's own names, with the value that counts where nobody says one. */
    private final Map<ConfigurationPropertyName, String> defaults = new LinkedHashMap<>();

    private final Set<ConfigurationPropertyName> live = new HashSet<>();
    private final Map<ConfigurationPropertyName, Change> refused = new LinkedHashMap<>();
    private Map<ConfigurationPropertyName, Said> said;
    private Map<ConfigurationPropertyName, Said> inForce;
    private Map<ConfigurationPropertyName, Said> next;
    private volatile T settings;

    Followed(Environment environment, String prefix, Class<T> type, Supplier<BindHandler> handlers) {
        this.environment = environment;
        this.prefix = ConfigurationPropertyName.of(prefix);
        this.type = type;
        this.handlers = handlers;
        // The annotation of a component's default is on the parameter of the canonical constructor only.
        var parameters = canonical(type).getParameters();
        var components = type.getRecordComponents();
        for (var i = 0; i < components.length; i++) {
            var name = this.prefix.append(DataObjectPropertyName.toDashedForm(components[i].getName()));
            var packaged = parameters[i].getAnnotation(DefaultValue.class);
            defaults.put(name, packaged == null ? "" : String.join(",", packaged.value()));
            if (components[i].isAnnotationPresent(Live.class)) {
                live.add(name);
            }
        }
        said = read();
        inForce = said;
        next = said;
        settings = bind(said);
    }

    private static Constructor<?> canonical(Class<?> type) {
        var types = Arrays.stream(type.getRecordComponents())
                .map(RecordComponent::getType)
                .toArray(Class<?>[]::new);
        try {
            return type.getDeclaredConstructor(types);
        } catch (NoSuchMethodException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    T settings() {
        return settings;
    }

    boolean has(Class<?> another) {
        return type == another;
    }

    boolean covers(ConfigurationPropertyName name) {
        return prefix.isAncestorOf(name);
    }

    /** What became of everything that says another value than before. */
    synchronized List<Change> follow() {
        var now = read();
        var names = new TreeSet<>(now.keySet());
        names.addAll(said.keySet());
        names.removeIf(name -> Objects.equals(value(now, name), value(said, name)));
        var changes = names.stream().map(name -> tryOut(name, now.get(name))).toList();
        said = now;
        if (!changes.isEmpty()) {
            settings = bind(inForce);
        }
        return changes;
    }

    private Change tryOut(ConfigurationPropertyName name, @Nullable Said word) {
        var candidate = with(next, name, word);
        try {
            var _ = bind(candidate);
        } catch (BindException | IllegalArgumentException unusable) {
            var change = change(name, word, Answer.REFUSED, reason(unusable));
            refused.put(name, change);
            return change;
        }
        refused.remove(name);
        next = candidate;
        if (live.contains(name) || Objects.equals(counting(candidate, name), counting(inForce, name))) {
            inForce = with(inForce, name, word);
            return change(name, word, Answer.IN_FORCE, null);
        }
        return change(name, word, Answer.NEXT_START, null);
    }

    private Change change(ConfigurationPropertyName name, @Nullable Said word, Answer answer, @Nullable String reason) {
        var text = name.toString();
        return new Change(
                text,
                word == null ? null : word.shown(text),
                word == null ? "" : word.from(),
                answer,
                shown(inForce, name),
                reason);
    }

    /** Every key of the record, and how it stands. */
    synchronized Map<String, Setting> table() {
        var names = new TreeSet<>(defaults.keySet());
        for (Collection<ConfigurationPropertyName> more : List.of(inForce.keySet(), next.keySet(), refused.keySet())) {
            names.addAll(more);
        }
        Map<String, Setting> table = new LinkedHashMap<>();
        for (var name : names) {
            var word = inForce.get(name);
            var waits = !Objects.equals(counting(inForce, name), counting(next, name));
            var no = refused.get(name);
            table.put(
                    name.toString(),
                    new Setting(
                            shown(inForce, name),
                            word == null ? "default" : word.from(),
                            waits ? shown(next, name) : null,
                            no == null ? null : no.value() + ": " + no.reason()));
        }
        return table;
    }

    private @Nullable String shown(Map<ConfigurationPropertyName, Said> values, ConfigurationPropertyName name) {
        var value = counting(values, name);
        return value == null ? null : Said.shown(name.toString(), value);
    }

    /** What somebody said, or the record's own value. */
    private @Nullable String counting(Map<ConfigurationPropertyName, Said> values, ConfigurationPropertyName name) {
        var word = values.get(name);
        return word == null ? defaults.get(name) : word.value();
    }

    private static @Nullable String value(Map<ConfigurationPropertyName, Said> values, ConfigurationPropertyName name) {
        var word = values.get(name);
        return word == null ? null : word.value();
    }

    private static Map<ConfigurationPropertyName, Said> with(
            Map<ConfigurationPropertyName, Said> values, ConfigurationPropertyName name, @Nullable Said word) {
        var copy = new LinkedHashMap<>(values);
        if (word == null) {
            copy.remove(name);
        } else {
            copy.put(name, word);
        }
        return copy;
    }

    private Map<ConfigurationPropertyName, Said> read() {
        var names = new TreeSet<>(defaults.keySet());
        for (var source : ConfigurationPropertySources.get(environment)) {
            if (source instanceof IterableConfigurationPropertySource iterable) {
                // Of a list or map only: another spelling of a plain key is found under the key itself.
                iterable.stream()
                        .filter(name -> defaults.keySet().stream().anyMatch(own -> own.isAncestorOf(name)))
                        .forEach(names::add);
            }
        }
        Map<ConfigurationPropertyName, Said> words = new LinkedHashMap<>();
        for (var name : names) {
            var word = Said.find(environment, name);
            if (word != null) {
                words.put(name, word);
            }
        }
        return words;
    }

    private T bind(Map<ConfigurationPropertyName, Said> values) {
        var source = new MapConfigurationPropertySource();
        values.forEach((name, word) -> source.put(name, word.value()));
        return new Binder(source).bindOrCreate(prefix.toString(), Bindable.of(type), handlers.get());
    }

    private static String reason(Throwable unusable) {
        var root = Causes.of(unusable).getLast();
        if (root instanceof BindValidationException invalid) {
            return invalid.getValidationErrors().getAllErrors().stream()
                    .map(DefaultMessageSourceResolvable::getDefaultMessage)
                    .collect(Collectors.joining(", "));
        }
        return String.valueOf(root.getMessage());
    }
}
