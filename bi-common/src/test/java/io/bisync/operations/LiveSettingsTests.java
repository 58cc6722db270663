package io.bisync.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.cloud.context.environment.EnvironmentChangeEvent;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

@ExtendWith(OutputCaptureExtension.class)
class LiveSettingsTests {

    record Pace(int perSecond) {}

    private final Map<String, Object> values = new HashMap<>(Map.of("pace.per-second", "5"));
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final LiveSettings<Pace> settings = settings();

    @Test
    void aChangeIsFollowed() {
        change("6");

        assertThat(settings.get()).isEqualTo(new Pace(6));
        assertThat(refused()).isZero();
    }

    @Test
    void aChangeThatCannotBeUsedKeepsTheOldValuesAndSaysSoOnce(CapturedOutput output) {
        change("fast-4711");
        settings.onApplicationEvent(new EnvironmentChangeEvent(this, Set.of("another.key")));

        assertThat(settings.get()).isEqualTo(new Pace(5));
        assertThat(refused()).isEqualTo(1);
        assertThat(output.getAll().lines().filter(it -> it.contains("BI-CONFIG-01")))
                .singleElement()
                .satisfies(it -> assertThat(it).contains("ERROR", "pace").contains("code=\"BI-CONFIG-01\""));

        change("7");
        assertThat(settings.get()).isEqualTo(new Pace(7));
    }

    private void change(String perSecond) {
        values.put("pace.per-second", perSecond);
        settings.onApplicationEvent(new EnvironmentChangeEvent(this, Set.of("pace.per-second")));
    }

    private double refused() {
        return meters.get("bi.config.problems")
                .tag("code", "BI-CONFIG-01")
                .counter()
                .count();
    }

    private LiveSettings<Pace> settings() {
        var environment = new StandardEnvironment();
        environment.getPropertySources().addFirst(new MapPropertySource("nacos", values));
        var made = new LiveSettings<>(environment, "pace", Pace.class);
        made.bindTo(meters);
        return made;
    }
}
