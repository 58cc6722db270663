package io.bisync.jushuitan.window;

import io.bisync.account.ControlPlane;
import io.bisync.jushuitan.call.RateLimitedClient;
import io.bisync.jushuitan.declaration.PulledEntity;
import io.bisync.jushuitan.page.PagePublisher;
import io.bisync.server.GrpcServerLimits;
import java.time.InstantSource;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Serves windows over gRPC to callers that bi-basic vouches for. */
@Configuration(proxyBeanMethods = false)
@Import(DoorConfiguration.class)
public class WindowConfiguration {

    @Bean
    WindowServer windowServer(
            ControlPlane controlPlane,
            RateLimitedClient calls,
            PagePublisher publisher,
            List<PulledEntity> entities,
            InstantSource clock) {
        return new WindowServer(controlPlane, calls, publisher, entities, clock);
    }

    @Bean
    static GrpcServerLimits grpcServerLimits() {
        return new GrpcServerLimits();
    }
}
