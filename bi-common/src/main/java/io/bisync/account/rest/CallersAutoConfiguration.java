package io.bisync.account.rest;

import io.bisync.operations.SuiteService;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.InstantSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AuthenticatedPrincipal;
import org.springframework.security.oauth2.server.resource.introspection.OpaqueTokenIntrospector;
import org.springframework.security.oauth2.server.resource.web.BearerTokenAuthenticationEntryPoint;
import org.springframework.security.oauth2.server.resource.web.access.BearerTokenAccessDeniedHandler;
import org.springframework.security.web.SecurityFilterChain;

/** Who may call a service: bi-basic says it, to REST and to gRPC alike. */
@AutoConfiguration(
        after = ControlPlaneAutoConfiguration.class,
        beforeName = {
            "org.springframework.boot.security.autoconfigure.actuate.web.servlet.ManagementWebSecurityAutoConfiguration",
            "org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration",
            "org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration",
            "org.springframework.boot.security.oauth2.server.resource.autoconfigure.OAuth2ResourceServerAutoConfiguration",
            "org.springframework.boot.security.oauth2.server.resource.autoconfigure.web.OAuth2ResourceServerWebSecurityAutoConfiguration"
        })
@ConditionalOnClass(OpaqueTokenIntrospector.class)
class CallersAutoConfiguration {

    @Bean
    @ConditionalOnBean(BasicClient.class)
    @ConditionalOnMissingBean(OpaqueTokenIntrospector.class)
    static IntrospectedCallers introspectedCallers(BasicClient basic, ObjectProvider<InstantSource> clock) {
        return new IntrospectedCallers(basic, clock.getIfAvailable(InstantSource::system));
    }

    /**
     * The web door of a service that does not open one of its own: health and info for everybody, actuator with a token of
     * anybody but a publisher.
     */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
    @ConditionalOnClass(HttpSecurity.class)
    @ConditionalOnBean(annotation = SuiteService.class)
    @ConditionalOnMissingBean(value = SecurityFilterChain.class, ignored = SideDoor.class)
    static class WebDoor {

        private static final BearerTokenAuthenticationEntryPoint UNAUTHENTICATED =
                new BearerTokenAuthenticationEntryPoint();

        @Bean
        SecurityFilterChain webDoor(HttpSecurity http, ObjectProvider<OpaqueTokenIntrospector> callers) {
            var introspector = callers.getIfAvailable(() -> WebDoor::nobodyToAsk);
            http.authorizeHttpRequests(
                    requests -> requests.requestMatchers("/actuator/health/**", "/actuator/info", "/livez", "/readyz")
                            .permitAll()
                            .requestMatchers(HttpMethod.GET, "/actuator/**")
                            .hasAnyRole("ADMIN", "SERVICE", "JOB", "VIEWER", "INSPECTOR")
                            .requestMatchers("/actuator/**")
                            .hasRole("ADMIN")
                            .anyRequest()
                            .denyAll());
            return BearerDoor.of(http, introspector, WebDoor::refuse, new BearerTokenAccessDeniedHandler());
        }

        private static void refuse(
                HttpServletRequest request, HttpServletResponse response, AuthenticationException reason)
                throws IOException {
            if (reason instanceof CallersUnknownException) {
                response.setHeader("Retry-After", "5");
                response.setStatus(HttpStatus.SERVICE_UNAVAILABLE.value());
                return;
            }
            UNAUTHENTICATED.commence(request, response, reason);
        }

        private static OAuth2AuthenticatedPrincipal nobodyToAsk(String token) {
            throw new CallersUnknownException("bi.basic.url is not set, so nobody can say who holds a token");
        }
    }
}
