package io.bisync.account.rest;

import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.springframework.core.Ordered;
import org.springframework.security.web.SecurityFilterChain;

/** The door of some addresses of a service, asked before its web door, through which all others go as before. */
public final class SideDoor implements SecurityFilterChain, Ordered {

    private final SecurityFilterChain chain;

    /** A door whose chain says by its own matcher which addresses are its. */
    public SideDoor(SecurityFilterChain chain) {
        this.chain = chain;
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
