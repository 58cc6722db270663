package io.bisync.cron.history;

import io.bisync.settings.PlainHttp;
import java.util.regex.Pattern;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.core.env.Environment;

/** Where the channel to a service leads, and whether our token may go there as it is. */
record ChannelAddress(String property, String target, boolean encrypted) {

    /** {@code static://host:port}, {@code dns:///host:port} and {@code host:port}. */
    private static final Pattern TARGET = Pattern.compile("(?:\\w+:/*)?(.+?)(?::\\d+)?");

    static ChannelAddress of(Environment environment, String service) {
        var channel = "spring.grpc.client.channel." + service;
        return new ChannelAddress(
                channel + ".target",
                environment.getProperty(channel + ".target", "localhost"),
                environment.containsProperty(channel + ".ssl.bundle")
                        || environment.getProperty(channel + ".ssl.enabled", Boolean.class, false));
    }

    /** Ends the start where a token would go further in clear than it may. */
    void check(PlainHttp plain) {
        var host = TARGET.matcher(target);
        if (!encrypted && !(host.matches() && plain.permits(host.group(1)))) {
            throw new InvalidConfigurationPropertyValueException(
                    property,
                    target,
                    "A channel without TLS " + PlainHttp.REMEDY + "; for TLS name a bundle in "
                            + property.replace(".target", ".ssl.bundle"));
        }
    }
}
