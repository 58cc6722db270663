package io.bisync.local.kafka;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The broker's {@code server.properties}: one node that is broker and controller, quick to notice the dead.
 *
 * @param logs folder of the data
 * @param port where clients come
 * @param controllerPort where the node talks to itself
 * @param proxiedPort where a proxy comes
 * @param proxyPort where that proxy's clients come: whoever begins there is told no other address
 * @param securedPort where clients come by TLS, as somebody
 * @param security what is asked of them there; null where nobody listens
 */
record BrokerSettings(
        Path logs,
        int port,
        int controllerPort,
        int proxiedPort,
        int proxyPort,
        int securedPort,
        @Nullable Security security) {

    String text() {
        return """
            process.roles=broker,controller
            node.id=1
            controller.quorum.voters=1@127.0.0.1:%2$d
            listeners=PLAINTEXT://127.0.0.1:%1$d,CONTROLLER://127.0.0.1:%2$d,PROXIED://127.0.0.1:%4$d%6$s
            advertised.listeners=PLAINTEXT://127.0.0.1:%1$d,PROXIED://127.0.0.1:%5$d%6$s
            controller.listener.names=CONTROLLER
            inter.broker.listener.name=PLAINTEXT
            listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT,PROXIED:PLAINTEXT,SECURED:SASL_SSL
            log.dirs=%3$s
            auto.create.topics.enable=false
            default.replication.factor=1
            offsets.topic.replication.factor=1
            offsets.topic.num.partitions=8
            transaction.state.log.replication.factor=1
            transaction.state.log.min.isr=1
            transaction.state.log.num.partitions=8
            share.coordinator.state.topic.replication.factor=1
            share.coordinator.state.topic.min.isr=1
            log.cleaner.dedupe.buffer.size=4194304
            # Without these a killed broker is refused for 9 s, and a killed consumer's partitions wait for 45 s.
            broker.session.timeout.ms=3000
            broker.heartbeat.interval.ms=500
            transaction.abort.timed.out.transaction.cleanup.interval.ms=1000
            group.initial.rebalance.delay.ms=0
            group.min.session.timeout.ms=1000
            group.consumer.min.session.timeout.ms=1000
            group.consumer.session.timeout.ms=6000
            group.consumer.min.heartbeat.interval.ms=500
            """.formatted(
                                port,
                                controllerPort,
                                logs,
                                proxiedPort,
                                proxyPort,
                                security == null ? "" : "," + Security.LISTENER + "://127.0.0.1:" + securedPort)
                + (security == null ? "" : security.text());
    }
}
