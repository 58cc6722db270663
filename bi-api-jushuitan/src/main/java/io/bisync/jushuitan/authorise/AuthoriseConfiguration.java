package io.bisync.jushuitan.authorise;

import io.bisync.account.rest.SideDoor;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;

/** Opens the two addresses to everybody; what they let through they say themselves. */
@Configuration(proxyBeanMethods = false)
@Import(AuthorisationDoor.class)
public class AuthoriseConfiguration {

    @Bean
    static Turnstile turnstile(InstantSource clock) {
        return new Turnstile(clock);
    }

    @Bean
    static SideDoor authorisationDoorForEverybody(HttpSecurity http) {
        return SideDoor.forEverybody(http.securityMatcher("/authorise/*", "/authorised")
                // The address that a browser comes from holds a state or a code.
                .headers(headers -> headers.referrerPolicy(policy -> policy.policy(ReferrerPolicy.NO_REFERRER))
                        .contentSecurityPolicy(policy -> policy.policyDirectives(
                                "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"))));
    }
}
