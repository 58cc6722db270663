package io.bisync.loading.format;

import io.bisync.loading.EntityTopic;
import io.bisync.loading.ValueFormats;
import io.bisync.loading.ValueFormats.ValueFormat;
import io.bisync.registry.RegistryProperties;
import io.bisync.registry.SchemaRegistry;
import io.bisync.registry.SchemaType;
import io.bisync.registry.SubjectNames;
import io.bisync.registry.format.Decoders;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;

/** Formats of the topics that a service loads: as it is set, and never guessed. */
@AutoConfiguration(
        afterName = {"io.bisync.registry.RegistryAutoConfiguration", "io.bisync.registry.format.FormatAutoConfiguration"
        })
@ConditionalOnBean({EntityTopic.class, RegistryProperties.class})
public final class LoadingFormatsAutoConfiguration {

    LoadingFormatsAutoConfiguration() {}

    @Bean
    static ValueFormats registeredFormats(
            RegistryProperties settings,
            ObjectProvider<SchemaRegistry> registries,
            ObjectProvider<Decoders> decoding,
            ObjectProvider<EntityTopic> topics,
            ObjectProvider<InstantSource> clocks) {
        if (settings.formats().isEmpty()) {
            return _ -> null;
        }
        var registry = registries.getIfAvailable();
        var decoders = decoding.getIfAvailable();
        if (registry == null || decoders == null) {
            throw new UnusableFormatsException(
                    "Formats are set (bi.registry.formats), and no registry that knows their schemas",
                    "Set bi.registry.url.");
        }
        var clock = clocks.getIfAvailable(InstantSource::system);
        Map<String, ValueFormat> formats = new HashMap<>();
        var all = topics.stream().toList();
        settings.formats().forEach((entity, type) -> {
            check(entity, type, decoders, all);
            var values = new RegisteredValues(type, decoders, settings.patience(), clock);
            changes(entity, all).forEach(it -> {
                formats.put(it.topic(), values);
                if (settings.subjects() == SubjectNames.TOPIC) {
                    registry.watch(SubjectNames.TOPIC.of(it.topic(), ""));
                }
            });
        });
        return formats::get;
    }

    @Bean
    @ConditionalOnProperty(
            prefix = "bi.registry",
            name = {"url", "register-declarations"})
    static DeclaredSchemas declaredSchemas(
            RegistryProperties settings, SchemaRegistry registry, ObjectProvider<EntityTopic> topics) {
        return new DeclaredSchemas(
                registry,
                settings.subjects(),
                topics.stream()
                        .filter(it -> it.isHistory()
                                || !settings.formats().containsKey(it.entity().name()))
                        .toList());
    }

    /** The topics that an entity's changes come from; what is loaded again is our own JSON. */
    private static List<EntityTopic> changes(String entity, Collection<EntityTopic> topics) {
        return topics.stream()
                .filter(it -> it.entity().name().equals(entity) && !it.isHistory())
                .toList();
    }

    private static void check(String entity, SchemaType type, Decoders decoders, Collection<EntityTopic> topics) {
        if (changes(entity, topics).isEmpty()) {
            throw new UnusableFormatsException(
                    "bi.registry.formats.%s names no entity that this service loads".formatted(entity),
                    "Take it away, or name one of these: "
                            + topics.stream()
                                    .map(it -> it.entity().name())
                                    .distinct()
                                    .sorted()
                                    .collect(Collectors.joining(", ")));
        }
        if (!decoders.canRead(type)) {
            throw new UnusableFormatsException(
                    "bi.registry.formats.%s is %s, and its library is not on the class path".formatted(entity, type),
                    type == SchemaType.AVRO
                            ? "Add org.apache.avro:avro to the application."
                            : "Add com.google.protobuf:protobuf-java and com.squareup.wire:wire-schema-jvm to the"
                                    + " application.");
        }
    }
}
