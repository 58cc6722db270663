package io.bisync.basic.access;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;

/** The first start of all makes one administrator's token and shows it once, so that nothing secret is packaged. */
class FirstToken implements ApplicationRunner {

    private static final Logger log = LoggerFactory.getLogger(FirstToken.class);

    private final ApiTokens tokens;

    FirstToken(ApiTokens tokens) {
        this.tokens = tokens;
    }

    @Override
    public void run(ApplicationArguments arguments) {
        var bearer = Bearer.random();
        tokens.addFirst("first administrator", Role.ADMIN, bearer)
                .ifPresent(_ ->
                        log.info("First start: the administrator's API token, shown only here: {}", bearer.value()));
    }
}
