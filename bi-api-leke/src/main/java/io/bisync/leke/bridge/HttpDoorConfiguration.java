package io.bisync.leke.bridge;

import io.bisync.account.rest.SideDoor;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;

/** Who may publish over HTTP. */
@Configuration(proxyBeanMethods = false)
@Import(HttpDoor.class)
class HttpDoorConfiguration {

    @Bean
    static SideDoor eventsDoor(HttpSecurity http, Callers callers, Bridge bridge) {
        AuthenticationEntryPoint unauthenticated =
                (_, response, reason) -> refuse(bridge, response, Callers.refused(reason));
        AccessDeniedHandler roleMissing = (_, response, _) -> refuse(bridge, response, Callers.roleMissing());
        return new SideDoor(http.securityMatcher("/api/events/**")
                .authorizeHttpRequests(requests -> requests.anyRequest().hasRole(Sender.ROLE))
                .oauth2ResourceServer(server -> server.opaqueToken(token -> token.introspector(callers.introspector()))
                        .authenticationEntryPoint(unauthenticated)
                        .accessDeniedHandler(roleMissing))
                .exceptionHandling(errors ->
                        errors.authenticationEntryPoint(unauthenticated).accessDeniedHandler(roleMissing))
                .sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                // No cookies and no sessions: there is nothing that another site could ride on.
                .csrf(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .build());
    }

    private static void refuse(Bridge bridge, HttpServletResponse response, Answer.Refused refused) throws IOException {
        bridge.refused(refused);
        HttpProblems.write(response, refused);
    }
}
