package io.bisync.operations;

import com.alibaba.cloud.nacos.NacosConfigManager;
import com.alibaba.nacos.api.exception.NacosException;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.cloud.endpoint.event.RefreshEvent;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.PropertySource;
import org.springframework.scheduling.annotation.Scheduled;

/**
 * Asks Nacos again and again for what this application imports. The client listens only to what could be read at the start,
 * and loses notices of what was published later: whatever comes late is found here and taken over.
 */
final class NacosWatch implements HealthIndicator, MeterBinder {

    private static final Logger log = LoggerFactory.getLogger(NacosWatch.class);
    private static final String UP = "UP";
    private static final long PATIENCE_MILLIS = 3_000;

    private final NacosConfigManager nacos;
    private final ConfigurableEnvironment environment;
    private final ApplicationEventPublisher events;
    private final OutageLog outageLog;
    private final ConfigMeters problems;
    private final LastGood lastGood;
    private final List<DataId> ids;
    private final AllowedKeys allowed;
    private final Map<DataId, DataIdState> states = new ConcurrentHashMap<>();
    private final Map<DataId, String> kept = new ConcurrentHashMap<>();

    NacosWatch(
            NacosConfigManager nacos,
            ConfigurableEnvironment environment,
            ApplicationEventPublisher events,
            OutageLog outageLog,
            ConfigMeters problems,
            LastGood lastGood) {
        this.nacos = nacos;
        this.environment = environment;
        this.events = events;
        this.outageLog = outageLog;
        this.problems = problems;
        this.lastGood = lastGood;
        this.ids = DataId.imported(environment);
        this.allowed = new AllowedKeys(NacosRules.settings(environment, ids).keys());
    }

    /** Asks once; throws nothing. */
    @Scheduled(fixedDelay = 5, timeUnit = TimeUnit.SECONDS)
    void look() {
        for (var id : ids) {
            tell(id, state(id));
        }
        if (isAnswering()) {
            outageLog.ends();
        } else {
            outageLog.begins("the service goes on with "
                    + ids.stream().map(this::valuesInForce).distinct().toList());
        }
    }

    boolean isUp() {
        return isAnswering() && !states.containsValue(DataIdState.REFUSED) && !states.containsValue(DataIdState.AWAY);
    }

    @Override
    public Health health() {
        var builder = isUp() && states.values().stream().allMatch(it -> it.code == null) ? Health.up() : Health.down();
        if (!isAnswering()) {
            builder.withDetail("code", Objects.requireNonNull(DataIdState.AWAY.code));
        }
        states.forEach((id, state) -> builder.withDetail(
                id.id(),
                "%s%s, %s".formatted(state.code == null ? "" : state.code + " ", state.text, valuesInForce(id))));
        return builder.build();
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Gauge.builder("bi.nacos.up", this, watch -> watch.isUp() ? 1 : 0)
                .description("1 while the Nacos server answers and lets this service read")
                .register(registry);
        for (var id : ids) {
            for (var state : DataIdState.values()) {
                Gauge.builder("bi.config.state", this, watch -> watch.states.get(id) == state ? 1 : 0)
                        .description("1 for how reading a data id of Nacos went the last time")
                        .tag("data_id", id.id())
                        .tag("state", state.text)
                        .register(registry);
            }
        }
    }

    private boolean isAnswering() {
        return UP.equals(nacos.getConfigService().getServerStatus());
    }

    private DataIdState state(DataId id) {
        try {
            var text = nacos.getConfigService().getConfig(id.id(), id.group(), PATIENCE_MILLIS);
            if (!isAnswering()) {
                // What it gave is a snapshot of its own.
                return DataIdState.AWAY;
            }
            if (text == null || text.isBlank()) {
                kept.remove(id);
                lastGood.forget(id);
                return DataIdState.ABSENT;
            }
            return taken(id, text);
        } catch (NacosException failed) {
            return failed.getErrCode() == NacosException.NO_RIGHT ? DataIdState.REFUSED : DataIdState.AWAY;
        }
    }

    private DataIdState taken(DataId id, String text) {
        List<PropertySource<?>> said;
        try {
            said = LastGood.parse(id, text);
        } catch (IOException | RuntimeException broken) {
            log.debug("{} is no YAML", id.sourceName(), broken);
            return DataIdState.UNREADABLE;
        }
        if (!text.equals(kept.put(id, text))) {
            lastGood.keep(id, text);
        }
        if (!DataId.values(allowed.filter(said)).equals(DataId.values(id.sources(environment)))) {
            events.publishEvent(new RefreshEvent(this, id, "Nacos says something else than is in force"));
        }
        return DataIdState.READ;
    }

    private void tell(DataId id, DataIdState state) {
        var before = states.put(id, state);
        if (before == state || (before == null && state == DataIdState.READ)) {
            return;
        }
        if (state.code == null) {
            log.info("The data id {} {}; in force are {}", id.sourceName(), state.sentence, valuesInForce(id));
        } else if (state != DataIdState.AWAY) {
            problems.count(state.code);
            log.atWarn()
                    .addKeyValue("code", state.code)
                    .log(
                            "{} The data id {} {}; in force are {}, and it is asked for again and again",
                            state.code,
                            id.sourceName(),
                            state.sentence,
                            valuesInForce(id));
        }
    }

    private String valuesInForce(DataId id) {
        if (states.get(id) == DataIdState.READ) {
            return "its values";
        }
        return id.sources(environment).isEmpty() ? "the packaged settings" : "the last good values";
    }
}
