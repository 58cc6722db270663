package io.bisync.jushuitan.pull;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the live pulls go.
 *
 * @param interval how long a pull rests once it has everything
 * @param accountsInterval how often the list of accounts is read: an account that is added or disabled is noticed within it
 * @param lease for how long one process holds an account's cursor without a sign of life
 * @param longestBackoff the longest rest of a pull that fails again and again
 * @param drain how long a page that is under way may take when the service stops
 */
@ConfigurationProperties("bi.pull")
record PullProperties(
        @DefaultValue("5s") Duration interval,
        @DefaultValue("2s") Duration accountsInterval,
        @DefaultValue("30s") Duration lease,
        @DefaultValue("60s") Duration longestBackoff,
        @DefaultValue("10s") Duration drain) {}
