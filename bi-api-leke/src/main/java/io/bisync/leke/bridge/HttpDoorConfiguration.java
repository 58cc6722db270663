package io.bisync.leke.bridge;

import io.bisync.account.rest.BearerDoor;
import io.bisync.account.rest.SideDoor;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
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
        http.securityMatcher("/api/events/**")
                .authorizeHttpRequests(requests -> requests.anyRequest().hasRole(Sender.ROLE));
        return new SideDoor(BearerDoor.of(http, callers.introspector(), unauthenticated, roleMissing));
    }

    private static void refuse(Bridge bridge, HttpServletResponse response, Answer.Refused refused) throws IOException {
        bridge.refused(refused);
        HttpProblems.write(response, refused);
    }
}
