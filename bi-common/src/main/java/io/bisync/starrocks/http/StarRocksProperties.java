package io.bisync.starrocks.http;

import io.bisync.settings.HostsAndPorts;
import io.bisync.settings.HttpAddress;
import io.bisync.settings.Within;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Where StarRocks is and how loads are sent.
 *
 * @param frontends Addresses of the FE nodes, for example http://fe-0:8030; the next one is taken when one fails.
 * @param backends Hosts and ports that an FE may redirect to, for example be-0:8040 or *.be.bi.svc:8040;
 *     credentials go nowhere else.
 * @param rewrites Addresses to use in place of those that StarRocks names, where its BE nodes cannot be reached under their own:
 *     be-0:8040=127.0.0.1:18040, or be-0:8040=https://be-0:8443 to go on over TLS; the new one has to be in
 *     backends.
 * @param database Database that holds the tables.
 * @param username User that may insert into and select from the tables.
 * @param password Password of that user.
 * @param loadTimeout Time after which StarRocks gives up a load and frees its label.
 * @param connectTimeout Time to wait for a connection to an FE or BE.
 */
@Validated
@RedirectsInClear
@ConfigurationProperties("bi.starrocks")
public record StarRocksProperties(
        @NotEmpty @HttpAddress(example = "http://fe-0:8030") List<URI> frontends,
        @NotEmpty @HostsAndPorts List<String> backends,
        @DefaultValue List<String> rewrites,
        @NotBlank String database,
        @NotBlank String username,
        @NotNull String password,

        @NotNull @Within(least = "1s", most = "15m") @DefaultValue("60s")
        Duration loadTimeout,

        @NotNull @Within(least = "100ms", most = "1m") @DefaultValue("5s")
        Duration connectTimeout) {

    private static final Duration LONGEST_QUESTION = Duration.ofSeconds(15);
    private static final Duration SHORTEST_TIME_TO_ANSWER = Duration.ofSeconds(5);

    /**
     * The longest that one load takes to be sent and answered: a quarter more than StarRocks itself may take,
     * because an answer that is not awaited leaves the outcome open.
     */
    public Duration longestLoad() {
        var quarter = loadTimeout.dividedBy(4);
        return loadTimeout.plus(quarter.compareTo(SHORTEST_TIME_TO_ANSWER) > 0 ? quarter : SHORTEST_TIME_TO_ANSWER);
    }

    /** The longest that asking for one label's state takes, all FE nodes together. */
    public Duration longestQuestion() {
        return LONGEST_QUESTION;
    }

    /**
     * The longest that sending one load takes with all that may belong to it: FE nodes that cannot help, and the question
     * for a label that is in use.
     */
    public Duration longestSend() {
        return sending().total().plus(longestQuestion());
    }

    /** The time to send a load: FE nodes that cannot be connected to take nothing from it. */
    Patience sending() {
        return new Patience(longestLoad().plus(connectTimeout.multipliedBy(frontends.size() - 1L)), longestLoad());
    }

    /** The time to ask for a label's state. */
    Patience asking() {
        return Patience.shared(longestQuestion(), frontends.size());
    }

    @Override
    public String toString() {
        return "StarRocksSettings[frontends=" + frontends + ", backends=" + backends + ", database=" + database
                + ", username=" + username + ", loadTimeout=" + loadTimeout + ", connectTimeout=" + connectTimeout
                + "]";
    }
}
