package io.bisync.listener;

import jakarta.validation.constraints.NotNull;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * What holds for all listeners of a service.
 *
 * @param onFailure When a listener ends by itself, only that one stays stopped (one), or all listeners of the process stop (all).
 */
@Validated
@ConfigurationProperties("bi.listeners")
record ListenerProperties(@NotNull @DefaultValue("one") OnFailure onFailure) {

    /** Who stops. */
    enum OnFailure {
        ONE,
        ALL
    }
}
