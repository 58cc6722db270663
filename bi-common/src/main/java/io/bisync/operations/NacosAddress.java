package io.bisync.operations;

import io.bisync.settings.PlainHttp;
import java.util.regex.Pattern;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.core.env.Environment;

/** Where Nacos is: passwords, and settings that may hold some, go in clear only as far as they may. */
final class NacosAddress {

    private static final Pattern ADDRESS =
            Pattern.compile("(?:https?://)?([^:/,\\s]+|\\[[0-9a-fA-F:]+])(?::\\d{1,5})?(?:/\\S*)?");

    private NacosAddress() {}

    /**
     * Ends the start where an address is none, or lies too far away for a client without TLS.
     *
     * @throws InvalidConfigurationPropertyValueException naming the address and what to do
     */
    static void check(Environment environment) {
        var addresses = environment.getProperty(NacosRules.SERVER);
        if (addresses == null) {
            return;
        }
        var plain = new PlainHttp(environment);
        for (var address : addresses.split(",", -1)) {
            var parts = ADDRESS.matcher(address.strip());
            if (!parts.matches()) {
                throw refused(addresses, "'%s' is not host:port".formatted(address.strip()));
            }
            if (!Boolean.getBoolean(PackagedDefaults.NACOS_TLS) && !plain.permits(parts.group(1))) {
                throw refused(
                        addresses,
                        "Nacos without TLS " + PlainHttp.REMEDY
                                + " (among arguments or variables); for TLS see docs/settings.md");
            }
        }
    }

    private static InvalidConfigurationPropertyValueException refused(String addresses, String reason) {
        return new InvalidConfigurationPropertyValueException(NacosRules.SERVER, addresses, reason);
    }
}
