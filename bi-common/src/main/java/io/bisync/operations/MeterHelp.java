package io.bisync.operations;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.springframework.core.io.UrlResource;
import org.springframework.core.io.support.PropertiesLoaderUtils;

/**
 * Gives meters of the suite their help texts from {@code META-INF/bisync-meters.properties} of every module, so that all of
 * a module's meters can be read in one place, and the timers of which a percentile is asked their buckets.
 */
final class MeterHelp implements MeterFilter {

    private static final String FILES = "META-INF/bisync-meters.properties";
    private static final String STARROCKS = "bi.loading.starrocks";
    private static final DistributionStatisticConfig BUCKETS = DistributionStatisticConfig.builder()
            .serviceLevelObjectives(Stream.of(50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 30_000)
                    .mapToDouble(millis -> Duration.ofMillis(millis).toNanos())
                    .toArray())
            .build();

    private final Map<String, String> helps;

    private MeterHelp(Map<String, String> helps) {
        this.helps = Map.copyOf(helps);
    }

    static MeterHelp ofAllModules() {
        var helps = new HashMap<String, String>();
        try {
            for (var file : Collections.list(MeterHelp.class.getClassLoader().getResources(FILES))) {
                Properties properties = PropertiesLoaderUtils.loadProperties(new UrlResource(file));
                properties.forEach((name, help) -> helps.put(name.toString(), help.toString()));
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return new MeterHelp(helps);
    }

    @Override
    public Meter.Id map(Meter.Id id) {
        var help = helps.get(id.getName());
        return help == null || id.getDescription() != null
                ? id
                : new Meter.Id(id.getName(), Tags.of(id.getTagsAsIterable()), id.getBaseUnit(), help, id.getType());
    }

    @Override
    public DistributionStatisticConfig configure(Meter.Id id, DistributionStatisticConfig config) {
        return id.getName().equals(STARROCKS) ? BUCKETS.merge(config) : config;
    }
}
