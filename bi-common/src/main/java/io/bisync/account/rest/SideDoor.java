package io.bisync.account.rest;

import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.springframework.core.Ordered;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;

/** The door of some addresses of a service, asked before its web door, through which all others go as before. */
public final class SideDoor implements SecurityFilterChain, Ordered {

    private final SecurityFilterChain chain;

    /** A door whose chain says by its own matcher which addresses are its. */
    public SideDoor(SecurityFilterChain chain) {
        this.chain = chain;
    }

    /** A door without bearer tokens: what stands behind it says whom it hears. */
    public static SideDoor forEverybody(HttpSecurity http) {
        return new SideDoor(stateless(http.authorizeHttpRequests(
                        requests -> requests.anyRequest().permitAll()))
                .build());
    }

    /** Nothing lasts between two calls. */
    static HttpSecurity stateless(HttpSecurity http) {
        return http.sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                // No cookies and no sessions: there is nothing that another site could ride on.
                .csrf(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable);
    }

    @Override
    public boolean matches(HttpServletRequest request) {
        return chain.matches(request);
    }

    @Override
    public List<Filter> getFilters() {
        return chain.getFilters();
    }

    @Override
    public int getOrder() {
        return HIGHEST_PRECEDENCE;
    }
}
