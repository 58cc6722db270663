package io.bisync.basic.http;

import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;
import tools.jackson.databind.ObjectMapper;

/** Problems and the body limit. */
@Configuration(proxyBeanMethods = false)
@Import(ProblemAdvice.class)
public class HttpConfiguration {

    /** A status report of hundreds of accounts and forty entities fits several times. */
    private static final long BODY_LIMIT = 4L * 1024 * 1024;

    @Bean
    static Problems problems(ObjectMapper json) {
        return new Problems(json);
    }

    @Bean
    static FilterRegistrationBean<BodyLimitFilter> bodyLimit(Problems problems) {
        var filter = new FilterRegistrationBean<>(new BodyLimitFilter(problems, BODY_LIMIT));
        filter.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return filter;
    }
}
