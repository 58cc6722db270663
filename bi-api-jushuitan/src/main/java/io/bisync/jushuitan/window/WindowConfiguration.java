package io.bisync.jushuitan.window;

import io.bisync.account.ControlPlane;
import io.bisync.jushuitan.openapi.AccountCalls;
import io.bisync.jushuitan.pull.PagePublisher;
import io.bisync.jushuitan.pull.PulledEntity;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.grpc.server.GlobalServerInterceptor;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.web.client.RestClient;

/** Serves windows over gRPC to callers that bi-basic vouches for. */
@Configuration(proxyBeanMethods = false)
public class WindowConfiguration {

    @Bean
    WindowServer windowServer(
            ControlPlane controlPlane,
            AccountCalls calls,
            PagePublisher publisher,
            List<PulledEntity> entities,
            InstantSource clock) {
        return new WindowServer(controlPlane, calls, publisher, entities, clock);
    }

    @Bean
    static WindowServerLimits windowServerLimits() {
        return new WindowServerLimits();
    }

    @Bean
    @GlobalServerInterceptor
    BearerInterceptor bearerInterceptor(Callers callers) {
        return new BearerInterceptor(callers);
    }

    @Bean
    @ConditionalOnMissingBean
    Callers callers(Environment environment, InstantSource clock) {
        JdkClientHttpRequestFactory requests = new JdkClientHttpRequestFactory(HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(2))
                .build());
        requests.setReadTimeout(Duration.ofSeconds(5));
        RestClient basic = RestClient.builder()
                .baseUrl(environment.getRequiredProperty("bi.basic.url"))
                .requestFactory(requests)
                .defaultHeaders(headers -> headers.setBearerAuth(environment.getRequiredProperty("bi.basic.token")))
                .build();
        return new IntrospectedCallers(basic, clock);
    }
}
