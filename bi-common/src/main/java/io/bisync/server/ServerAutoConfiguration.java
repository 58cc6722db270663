package io.bisync.server;

import io.bisync.operations.SuiteService;
import io.micrometer.core.instrument.MeterRegistry;
import org.eclipse.jetty.server.Server;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jetty.ConfigurableJettyWebServerFactory;
import org.springframework.context.annotation.Bean;

/** Bounds the server of a service of the suite. Another application sets its own as it likes. */
@AutoConfiguration(
        afterName = "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration")
@ConditionalOnClass({Server.class, ConfigurableJettyWebServerFactory.class})
@ConditionalOnBean(annotation = SuiteService.class)
@EnableConfigurationProperties(ServerProperties.class)
class ServerAutoConfiguration {

    /** A connection with half a body holds 26 KB of heap, one with half a head 4 KB (measured, ADR 36). */
    private static final long BYTES_A_CONNECTION = 32 * 1024;

    @Bean
    static ServerLimits serverLimits(ServerProperties properties, ObjectProvider<MeterRegistry> meters) {
        return new ServerLimits(properties, meters, connections(2));
    }

    /** So many connections as fit into one part of the heap, of so many. */
    static int connections(int parts) {
        return Math.toIntExact(Math.min(10_000, Runtime.getRuntime().maxMemory() / parts / BYTES_A_CONNECTION));
    }
}
