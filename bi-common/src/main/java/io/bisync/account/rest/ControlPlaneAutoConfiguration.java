package io.bisync.account.rest;

import io.bisync.account.ControlPlane;
import io.bisync.account.ControlPlaneUnavailableException;
import io.bisync.run.Ledger;
import io.bisync.run.Runs;
import io.bisync.secret.SecretAutoConfiguration;
import io.bisync.secret.Secrets;
import io.bisync.tls.Neighbour;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.http.HttpClient;
import java.time.Duration;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.annotation.Bean;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.http.converter.json.JacksonJsonHttpMessageConverter;
import org.springframework.retry.support.RetryTemplate;
import org.springframework.web.client.RestClient;

/** The client of bi-basic, for every service that knows its address. */
@AutoConfiguration(
        after = SecretAutoConfiguration.class,
        afterName = {
            "org.springframework.boot.restclient.autoconfigure.RestClientAutoConfiguration",
            "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration"
        })
@ConditionalOnProperty("bi.basic.url")
@EnableConfigurationProperties(BasicProperties.class)
public final class ControlPlaneAutoConfiguration {

    private static final Duration CONNECT = Duration.ofSeconds(2);
    private static final Duration READ = Duration.ofSeconds(10);

    ControlPlaneAutoConfiguration() {}

    @Bean
    @ConditionalOnMissingBean(ControlPlane.class)
    static RestControlPlane controlPlane(BasicClient basic, ObjectProvider<Secrets> secrets) {
        return new RestControlPlane(basic, secrets.getIfAvailable());
    }

    @Bean
    @ConditionalOnMissingBean(Ledger.class)
    static RestLedger ledger(BasicClient basic) {
        return new RestLedger(basic);
    }

    @Bean
    @ConditionalOnMissingBean(Runs.class)
    static RestRuns runs(BasicClient basic) {
        return new RestRuns(basic);
    }

    @Bean
    static BasicHealthIndicator basicHealthIndicator(BasicClient basic) {
        return new BasicHealthIndicator(basic);
    }

    @Bean
    static BasicClient basicClient(
            BasicProperties properties,
            ObjectProvider<RestClient.Builder> builders,
            ObjectProvider<SslBundles> bundles,
            ObjectProvider<MeterRegistry> meters) {
        var http = builders.getIfAvailable(RestClient::builder)
                .baseUrl(properties.url())
                .configureMessageConverters(converters ->
                        converters.withJsonConverter(new JacksonJsonHttpMessageConverter(BasicClient.JSON)))
                .requestFactory(requests(bundles))
                .defaultHeaders(headers -> headers.setBearerAuth(properties.token()))
                .build();
        // Two seconds in all: whoever calls has a loop of its own, and an answer late is worse than none.
        var retry = RetryTemplate.builder()
                .maxAttempts(4)
                .exponentialBackoff(Duration.ofMillis(200), 2, Duration.ofSeconds(1), true)
                .retryOn(ControlPlaneUnavailableException.class)
                .build();
        return new BasicClient(http, retry, meters.getIfAvailable(SimpleMeterRegistry::new));
    }

    private static JdkClientHttpRequestFactory requests(ObjectProvider<SslBundles> bundles) {
        var http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(CONNECT);
        Neighbour.BI_BASIC.context(bundles).ifPresent(http::sslContext);
        var factory = new JdkClientHttpRequestFactory(http.build());
        factory.setReadTimeout(READ);
        return factory;
    }
}
