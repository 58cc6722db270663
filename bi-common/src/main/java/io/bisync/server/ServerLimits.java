package io.bisync.server;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.eclipse.jetty.server.AbstractConnector;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.VirtualThreadPool;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.jetty.ConfigurableJettyWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.core.Ordered;

/** Bounds a Jetty server: so many connections as the heap holds, each for as long as its client keeps pace. */
final class ServerLimits implements WebServerFactoryCustomizer<ConfigurableJettyWebServerFactory>, Ordered {

    /** It accepts and selects by them. */
    private static final int THREADS_OF_JETTY = 64;

    private final ServerProperties properties;
    private final ObjectProvider<MeterRegistry> meters;
    private final int connections;

    ServerLimits(ServerProperties properties, ObjectProvider<MeterRegistry> meters, int connections) {
        this.properties = properties;
        this.meters = meters;
        this.connections = connections;
    }

    /** After Boot's own, whose {@code server.jetty.max-connections} knows nothing of the heap. */
    @Override
    public int getOrder() {
        return LOWEST_PRECEDENCE;
    }

    @Override
    public void customize(ConfigurableJettyWebServerFactory factory) {
        factory.setMaxConnections(connections);
        // Jetty lets 200 virtual threads work by default, so 200 half bodies would keep all others waiting.
        var threads = new VirtualThreadPool(connections + THREADS_OF_JETTY);
        threads.setName("jetty-");
        factory.setThreadPool(threads);
        factory.addServerCustomizers(server -> {
            for (var connector : server.getConnectors()) {
                if (connector instanceof AbstractConnector network) {
                    network.addBean(
                            new SlowClients(network, properties, meters.getIfAvailable(SimpleMeterRegistry::new)));
                }
                if (connector instanceof ServerConnector sockets) {
                    // Java lets 50 wait by default; on a busy machine the kernel resets honest clients beyond them.
                    sockets.setAcceptQueueSize(connections);
                }
            }
        });
    }
}
