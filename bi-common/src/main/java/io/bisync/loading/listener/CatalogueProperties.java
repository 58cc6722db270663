package io.bisync.loading.listener;

import java.util.List;
import java.util.function.Function;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.core.env.Environment;

/**
 * Which of its entities a service syncs.
 *
 * @param entities Names of the entities that the service asks for, listens to and loads; all that it declares where none is named.
 */
@ConfigurationProperties("bi.catalogue")
public record CatalogueProperties(@DefaultValue List<String> entities) {

    /**
     * Those of the declared entities that the settings want, in the order of their declaration.
     *
     * @throws InvalidConfigurationPropertyValueException where a setting names none of them
     */
    public static <T> List<T> chosen(Environment environment, List<T> declared, Function<T, String> name) {
        List<String> wanted = Binder.get(environment)
                .bindOrCreate("bi.catalogue", CatalogueProperties.class)
                .entities();
        List<String> names = declared.stream().map(name).toList();
        wanted.stream().filter(it -> !names.contains(it)).findFirst().ifPresent(unknown -> {
            throw new InvalidConfigurationPropertyValueException(
                    "bi.catalogue.entities", unknown, "No such entity is declared; there are " + names);
        });
        return declared.stream()
                .filter(it -> wanted.isEmpty() || wanted.contains(name.apply(it)))
                .toList();
    }
}
