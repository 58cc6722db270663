package io.bisync.registry;

import io.bisync.tls.Neighbour;
import java.net.http.HttpClient;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.annotation.Bean;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.http.converter.json.JacksonJsonHttpMessageConverter;
import org.springframework.web.client.RestClient;
import tools.jackson.databind.json.JsonMapper;

/** The client of a schema registry, where its address is known. */
@AutoConfiguration(
        afterName = {
            "org.springframework.boot.restclient.autoconfigure.RestClientAutoConfiguration",
            "org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration"
        })
@EnableConfigurationProperties(RegistryProperties.class)
public final class RegistryAutoConfiguration {

    RegistryAutoConfiguration() {}

    @Bean
    @ConditionalOnProperty("bi.registry.url")
    static RegistryClient registryClient(
            RegistryProperties settings,
            ObjectProvider<RestClient.Builder> builders,
            ObjectProvider<SslBundles> bundles) {
        var builder = builders.getIfAvailable(RestClient::builder)
                .baseUrl(String.valueOf(settings.url()))
                // The application's own mapper may spell names as it likes; the registry's API stays what it is.
                .configureMessageConverters(converters ->
                        converters.withJsonConverter(new JacksonJsonHttpMessageConverter(JsonMapper.shared())))
                .requestFactory(requests(settings, bundles));
        var token = settings.token();
        var username = settings.username();
        if (token != null) {
            builder.defaultHeaders(it -> it.setBearerAuth(token));
        } else if (username != null) {
            var password = settings.password() == null ? "" : settings.password();
            builder.defaultHeaders(it -> it.setBasicAuth(username, password));
        }
        return new RegistryClient(builder.build());
    }

    @Bean
    @ConditionalOnProperty("bi.registry.url")
    static SubjectLevels schemaRegistryHealthIndicator(RegistryClient client, RegistryProperties settings) {
        return new SubjectLevels(client, String.valueOf(settings.url()));
    }

    @Bean
    @ConditionalOnProperty("bi.registry.url")
    static SchemaRegistry schemaRegistry(RegistryClient client, SubjectLevels levels) {
        return new SchemaRegistry(client, levels);
    }

    private static JdkClientHttpRequestFactory requests(
            RegistryProperties settings, ObjectProvider<SslBundles> bundles) {
        var http =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(settings.connectTimeout());
        Neighbour.SCHEMA_REGISTRY.context(bundles).ifPresent(http::sslContext);
        var factory = new JdkClientHttpRequestFactory(http.build());
        factory.setReadTimeout(settings.readTimeout());
        return factory;
    }
}
