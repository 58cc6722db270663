package io.bisync.jushuitan.push;

import io.bisync.settings.Within;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.security.web.util.matcher.IpAddressMatcher;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * What is taken of what Jushuitan pushes, and how it is read again.
 *
 * @param from The addresses that messages come from, single ones (203.0.113.7) or networks (203.0.113.0/24); none for any. Behind a proxy server.forward-headers-strategy=native makes the caller's own address count.
 * @param largestBody No message is larger.
 * @param perSecond So many messages a second are taken at one address by one process, and ten times as many at once after a quiet time.
 * @param inFlight So many messages are read or on their way to Kafka at once; more are to come again later.
 * @param acknowledgement How long Kafka may take to acknowledge what a message says; then it is to come again later.
 * @param gather How long the first hint waits for others that one call can read with it.
 * @param useful A hint of a push that is older than this is given up, as the live pull has read by then what it means.
 * @param waiting So many hints of pushes of one account wait for their call at once in one process; more are given up.
 */
@Validated
@ConfigurationProperties("bi.push")
record PushProperties(
        @NotNull @DefaultValue List<@NotBlank String> from,

        @Within(least = "1KB", most = "4MB") @NotNull @DefaultValue("256KB")
        DataSize largestBody,

        @Min(1) @Max(1_000) @DefaultValue("20") int perSecond,
        @Min(1) @Max(1_000) @DefaultValue("32") int inFlight,

        @Within(least = "100ms", most = "1m") @NotNull @DefaultValue("5s")
        Duration acknowledgement,

        @Within(least = "0s", most = "10s") @NotNull @DefaultValue("200ms")
        Duration gather,

        @Within(least = "1s", most = "1d") @NotNull @DefaultValue("10m")
        Duration useful,

        @Min(1) @Max(10_000) @DefaultValue("100") int waiting) {

    /** Whether an address is one of those that messages come from. */
    Predicate<HttpServletRequest> senders() {
        List<IpAddressMatcher> allowed =
                from.stream().map(PushProperties::matcher).toList();
        return request -> allowed.isEmpty() || allowed.stream().anyMatch(it -> it.matches(request));
    }

    private static IpAddressMatcher matcher(String address) {
        try {
            return new IpAddressMatcher(address);
        } catch (IllegalArgumentException wrong) {
            throw new InvalidConfigurationPropertyValueException(
                    "bi.push.from", address, "It must be an IP address or a network, for example 203.0.113.0/24");
        }
    }
}
