package io.bisync.server;

import io.micrometer.core.instrument.MeterRegistry;
import org.eclipse.jetty.server.Server;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.autoconfigure.web.ManagementContextConfiguration;
import org.springframework.boot.actuate.autoconfigure.web.ManagementContextType;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.jetty.ConfigurableJettyWebServerFactory;
import org.springframework.context.annotation.Bean;

/** Bounds the server of probes and meters, which has a port, threads and connections of its own. */
@ManagementContextConfiguration(value = ManagementContextType.CHILD, proxyBeanMethods = false)
@ConditionalOnClass({Server.class, ConfigurableJettyWebServerFactory.class})
@ConditionalOnBean(ServerProperties.class)
class ManagementServerConfiguration {

    @Bean
    static ServerLimits managementServerLimits(ServerProperties properties, ObjectProvider<MeterRegistry> meters) {
        return new ServerLimits(properties, meters, ServerAutoConfiguration.connections(8));
    }
}
