package io.bisync.registry;

import io.bisync.settings.HttpAddress;
import io.bisync.settings.Within;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Which schema registry there is, and what for.
 *
 * @param url Address of a registry that speaks Confluent's API, for example http://registry:8081; without it there is none.
 * @param username User at the registry, where it wants one.
 * @param password Password of that user.
 * @param token Bearer token for the registry, in place of a user.
 * @param connectTimeout Time to wait for a connection to the registry.
 * @param readTimeout Time to wait for its answer.
 * @param subjects What schemas are registered under: topic, record or topic-record.
 * @param formats Format of the changes of single entities, by the entity's name: avro, protobuf or json (with the registry's prefix).
 * @param patience How long a partition rests at a record whose schema the registry does not know, before such records are set aside.
 * @param registerDeclarations Whether a JSON Schema of each loaded entity is registered at the start, beside values that stay plain JSON.
 */
@Validated
@ConfigurationProperties("bi.registry")
public record RegistryProperties(
        @Nullable @HttpAddress(example = "http://registry:8081")
        URI url,

        @Nullable String username,
        @Nullable String password,
        @Nullable String token,

        @Within(least = "100ms", most = "1m") @NotNull @DefaultValue("2s")
        Duration connectTimeout,

        @Within(least = "100ms", most = "1m") @NotNull @DefaultValue("5s")
        Duration readTimeout,

        @NotNull @DefaultValue("topic") SubjectNames subjects,
        @NotNull @DefaultValue Map<String, SchemaType> formats,

        @Within(least = "0s", most = "7d") @NotNull @DefaultValue("10m")
        Duration patience,

        @DefaultValue("false") boolean registerDeclarations) {

    @Override
    public String toString() {
        return "RegistryProperties[url=" + url + "]";
    }
}
