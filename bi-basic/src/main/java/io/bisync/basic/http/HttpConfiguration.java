package io.bisync.basic.http;

import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.boot.http.converter.autoconfigure.ServerHttpMessageConvertersCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;
import org.springframework.http.converter.json.JacksonJsonHttpMessageConverter;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Bodies, problems, the body limit and the ids of requests; and how /v3/api-docs describes all that. */
@Configuration(proxyBeanMethods = false)
@Import(ProblemAdvice.class)
public class HttpConfiguration {

    /** A status report of hundreds of accounts and forty entities fits several times. */
    private static final long BODY_LIMIT = 4L * 1024 * 1024;

    @Bean
    static Problems problems() {
        return new Problems();
    }

    @Bean
    static DatabaseOutage databaseOutage(MeterRegistry meters) {
        return new DatabaseOutage(meters);
    }

    @Bean
    static WebMvcConfigurer endOfOutage(DatabaseOutage database) {
        return new WebMvcConfigurer() {
            @Override
            public void addInterceptors(InterceptorRegistry registry) {
                registry.addInterceptor(database).addPathPatterns("/api/**");
            }
        };
    }

    /** In the place of Boot's converter, which would read bodies as the application's mapper is set. */
    @Bean
    static ServerHttpMessageConvertersCustomizer bodies() {
        return converters -> converters.withJsonConverter(new JacksonJsonHttpMessageConverter(BodyMapper.JSON));
    }

    @Bean
    static RecordShape recordShape() {
        return new RecordShape();
    }

    @Bean
    static ProblemResponses problemResponses() {
        return new ProblemResponses();
    }

    @Bean
    static Contract contract() {
        return new Contract();
    }

    @Bean
    static FilterRegistrationBean<RequestId> requestId() {
        var filter = new FilterRegistrationBean<>(new RequestId());
        filter.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return filter;
    }

    @Bean
    static FilterRegistrationBean<BodyLimitFilter> bodyLimit(Problems problems) {
        var filter = new FilterRegistrationBean<>(new BodyLimitFilter(problems, BODY_LIMIT));
        filter.setOrder(Ordered.HIGHEST_PRECEDENCE + 1);
        return filter;
    }
}
