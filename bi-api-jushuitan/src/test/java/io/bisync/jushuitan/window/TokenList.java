package io.bisync.jushuitan.window;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Lets the bearer of the token "job" in, without bi-basic. */
@Configuration(proxyBeanMethods = false)
public class TokenList {

    @Bean
    Callers callers() {
        return token -> token.equals("job") ? Callers.Verdict.ALLOWED : Callers.Verdict.REFUSED;
    }
}
