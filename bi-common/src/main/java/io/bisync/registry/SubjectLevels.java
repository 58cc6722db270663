package io.bisync.registry;

import io.bisync.registry.RegistryException.Reason;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.scheduling.annotation.Scheduled;

/**
 * Which changes the subjects of this process take, read every minute. One that takes anything is told loudly, once: its next
 * schema may be one that nobody here can read.
 */
final class SubjectLevels implements HealthIndicator {

    static final String TAKES_ANYTHING = "BI-REGISTRY-06";

    private static final Logger log = LoggerFactory.getLogger(SubjectLevels.class);

    private final RegistryClient client;
    private final String url;
    private final Set<String> subjects = new ConcurrentSkipListSet<>();
    private final Map<String, Level> levels = new ConcurrentSkipListMap<>();
    private final Set<String> told = new ConcurrentSkipListSet<>();
    private volatile @Nullable RegistryException failed;

    SubjectLevels(RegistryClient client, String url) {
        this.client = client;
        this.url = url;
    }

    /** From the next look on its level is known. */
    void follow(String subject) {
        subjects.add(subject);
    }

    /** What they were when they were read last; a subject that the registry does not have is in none. */
    Map<String, Level> levels() {
        return Collections.unmodifiableMap(new TreeMap<>(levels));
    }

    @Scheduled(fixedDelay = 60, timeUnit = TimeUnit.SECONDS)
    void look() {
        try {
            client.ask(RegistryApi::level);
            for (var subject : subjects) {
                read(subject);
            }
            failed = null;
        } catch (RegistryException away) {
            failed = away;
        }
    }

    @Override
    public Health health() {
        var away = failed;
        var health = (away == null ? Health.up() : Health.down())
                .withDetail("url", url)
                .withDetail("levels", levels());
        return away == null
                ? health.build()
                : health.withDetail("code", away.reason().code())
                        .withDetail("reason", String.valueOf(away.getMessage()))
                        .build();
    }

    void read(String subject) {
        try {
            var level = client.ask(it -> it.level(subject)).compatibilityLevel();
            if (level != null) {
                levels.put(subject, level);
            }
            if (level == Level.NONE && told.add(subject)) {
                log.atWarn()
                        .addKeyValue("code", TAKES_ANYTHING)
                        .log(
                                "{} The subject {} takes any change of its schema (level NONE), so a producer may"
                                        + " write what nobody here can read; set BACKWARD at the registry",
                                TAKES_ANYTHING,
                                subject);
            } else if (level != Level.NONE) {
                told.remove(subject);
            }
        } catch (RegistryException unknown) {
            if (unknown.reason() != Reason.UNKNOWN) {
                throw unknown;
            }
            levels.remove(subject);
        }
    }
}
