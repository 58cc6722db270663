package io.bisync.registry;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.HttpExchange;
import org.springframework.web.service.annotation.PostExchange;
import org.springframework.web.service.annotation.PutExchange;

/** What is asked of a registry, as Confluent documents it. */
@HttpExchange(contentType = "application/vnd.schemaregistry.v1+json", accept = "application/json")
interface RegistryApi {

    @GetExchange("/schemas/ids/{id}")
    Answer schema(@PathVariable int id);

    @GetExchange("/subjects/{subject}/versions/{version}")
    Answer version(@PathVariable String subject, @PathVariable String version);

    @PostExchange("/subjects/{subject}/versions")
    Answer register(@PathVariable String subject, @RequestBody Request schema);

    @GetExchange("/config/{subject}?defaultToGlobal=true")
    Answer level(@PathVariable String subject);

    @GetExchange("/config")
    Answer level();

    @PutExchange("/config/{subject}")
    Answer setLevel(@PathVariable String subject, @RequestBody NewLevel level);

    /** A schema to register; the type is left out for Avro, as the oldest registries know no other. */
    record Request(String schema, @Nullable String schemaType, List<Schema.Reference> references) {}

    record NewLevel(Level compatibility) {}

    /** Of all answers what we read; each has a part of it. */
    record Answer(
            @Nullable Integer id,
            @Nullable Integer version,
            @Nullable String schema,
            @Nullable SchemaType schemaType,
            @Nullable List<Schema.Reference> references,
            @Nullable Level compatibilityLevel,
            @Nullable Level compatibility) {}
}
