package io.bisync.jushuitan.window;

import io.bisync.account.rest.CallersUnknownException;
import io.bisync.window.v1.WindowsGrpc;
import io.grpc.Status;
import io.grpc.StatusException;
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
import org.springframework.security.oauth2.server.resource.introspection.OpaqueTokenIntrospector;

/** Who may call what over gRPC: every method and the roles that may, in one place. */
@Configuration(proxyBeanMethods = false)
class DoorConfiguration {

    /** Asked for by type, so that a server that nobody can tell callers to does not start. */
    @Bean
    @GlobalServerInterceptor
    AuthenticationProcessInterceptor grpcDoor(GrpcSecurity security, OpaqueTokenIntrospector callers) throws Exception {
        security.authorizeRequests(
                requests -> requests.methods(WindowsGrpc.getLoadWindowMethod().getFullMethodName())
                        .hasAnyAuthority("ROLE_JOB", "ROLE_SERVICE", "ROLE_ADMIN")
                        .allRequests()
                        .denyAll());
        security.oauth2ResourceServer(server -> server.opaqueToken(token -> token.introspector(callers)));
        return security.build();
    }

    /** Before Spring's own, for which every failure is the caller's. */
    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE)
    GrpcExceptionHandler grpcRefusals() {
        return DoorConfiguration::refusal;
    }

    private static @Nullable StatusException refusal(Throwable reason) {
        return switch (reason) {
            case CallersUnknownException _ ->
                Status.UNAVAILABLE
                        .withDescription("BI-JST-41 bi-basic cannot be asked about the token; try again later")
                        .asException();
            case AuthenticationException _ ->
                Status.UNAUTHENTICATED
                        .withDescription("BI-JST-40 Send 'authorization: Bearer <token>' with a token that is in force")
                        .asException();
            case AccessDeniedException _ ->
                Status.PERMISSION_DENIED
                        .withDescription("BI-JST-40 The token is of a role that may not call this method")
                        .asException();
            default -> null;
        };
    }
}
