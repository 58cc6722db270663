package io.bisync.starrocks.http;

import io.bisync.starrocks.StreamLoad;
import io.bisync.tls.Neighbour;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.annotation.Bean;

/** The client of StarRocks, for a service that names its database. */
@AutoConfiguration
@ConditionalOnClass(HttpClients.class)
@ConditionalOnProperty("bi.starrocks.database")
@EnableConfigurationProperties(StarRocksProperties.class)
class StarRocksAutoConfiguration {

    @Bean
    Exchange starRocksExchange(StarRocksProperties settings, ObjectProvider<SslBundles> bundles) {
        return new Exchange(settings, Neighbour.STARROCKS.context(bundles).orElse(null));
    }

    @Bean
    @ConditionalOnMissingBean
    StreamLoad streamLoad(StarRocksProperties settings, Exchange exchange) {
        return new HttpStreamLoad(settings, exchange);
    }

    @Bean
    @ConditionalOnMissingBean
    StarRocksSql starRocksSql(StarRocksProperties settings, Exchange exchange) {
        return new StarRocksSql(settings, exchange);
    }

    @Bean
    HealthIndicator starrocksHealthIndicator(StarRocksProperties settings, Exchange exchange) {
        return new StarRocksHealthIndicator(settings, exchange);
    }
}
