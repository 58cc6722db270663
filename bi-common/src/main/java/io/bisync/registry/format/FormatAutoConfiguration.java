package io.bisync.registry.format;

import com.google.protobuf.DynamicMessage;
import com.networknt.schema.dialect.Dialects;
import com.squareup.wire.schema.Linker;
import io.bisync.registry.RegistryProperties;
import io.bisync.registry.SchemaRegistry;
import org.apache.avro.generic.GenericContainer;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;

/** The formats whose libraries an application has. */
@AutoConfiguration(
        afterName = {
            "io.bisync.registry.RegistryAutoConfiguration",
            "org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration"
        })
@ConditionalOnClass(name = "org.apache.kafka.common.serialization.Serializer")
@ConditionalOnBean(SchemaRegistry.class)
public final class FormatAutoConfiguration {

    FormatAutoConfiguration() {}

    @Bean
    static Decoders decoders(SchemaRegistry registry, ObjectProvider<SchemaFormat> libraries) {
        return new Decoders(registry, libraries.stream().toList());
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(GenericContainer.class)
    static class Avro {

        @Bean
        static AvroFormat avroFormat(SchemaRegistry registry, RegistryProperties settings) {
            return new AvroFormat(registry, settings.subjects());
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass({DynamicMessage.class, Linker.class})
    static class Protobuf {

        @Bean
        static ProtobufFormat protobufFormat(SchemaRegistry registry, RegistryProperties settings) {
            return new ProtobufFormat(registry, settings.subjects());
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(Dialects.class)
    static class JsonSchema {

        @Bean
        static JsonSchemaFormat jsonSchemaFormat(
                SchemaRegistry registry, RegistryProperties settings, ObjectProvider<JsonMapper> json) {
            return new JsonSchemaFormat(registry, settings.subjects(), json.getIfAvailable(JsonMapper::shared));
        }
    }
}
