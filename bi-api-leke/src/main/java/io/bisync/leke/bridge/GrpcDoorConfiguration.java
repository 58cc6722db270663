package io.bisync.leke.bridge;

import io.bisync.bridge.v1.BridgeGrpc;
import io.bisync.server.GrpcServerLimits;
import io.grpc.StatusException;
import io.grpc.health.v1.HealthGrpc;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.grpc.server.GlobalServerInterceptor;
import org.springframework.grpc.server.exception.GrpcExceptionHandler;
import org.springframework.grpc.server.security.AuthenticationProcessInterceptor;
import org.springframework.grpc.server.security.GrpcSecurity;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;

/** The gRPC server and who may publish there: health for everybody, events for publishers, nothing else for anybody. */
@Configuration(proxyBeanMethods = false)
class GrpcDoorConfiguration {

    @Bean
    static GrpcDoor grpcDoor(Bridge bridge) {
        return new GrpcDoor(bridge);
    }

    @Bean
    static GrpcServerLimits grpcServerLimits() {
        return new GrpcServerLimits();
    }

    @Bean
    @GlobalServerInterceptor
    static AuthenticationProcessInterceptor grpcCallers(GrpcSecurity security, Callers callers) throws Exception {
        security.authorizeRequests(requests -> requests.methods(
                        HealthGrpc.getCheckMethod().getFullMethodName(),
                        HealthGrpc.getWatchMethod().getFullMethodName())
                .permitAll()
                .methods(
                        BridgeGrpc.getPublishMethod().getFullMethodName(),
                        BridgeGrpc.getPublishStreamMethod().getFullMethodName())
                .hasAuthority("ROLE_" + Sender.ROLE)
                .allRequests()
                .denyAll());
        security.oauth2ResourceServer(
                server -> server.opaqueToken(token -> token.introspector(callers.introspector())));
        return security.build();
    }

    /** Before Spring's own, for which every failure is the caller's. */
    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE)
    static GrpcExceptionHandler grpcRefusals(Bridge bridge) {
        return reason -> refusal(bridge, reason);
    }

    private static @Nullable StatusException refusal(Bridge bridge, Throwable reason) {
        var refused = switch (reason) {
            case RefusedException it -> it.answer;
            case AuthenticationException it -> Callers.refused(it);
            case AccessDeniedException _ -> Callers.roleMissing();
            default -> null;
        };
        if (refused == null) {
            return null;
        }
        bridge.refused(refused);
        return GrpcProblems.status(refused);
    }
}
