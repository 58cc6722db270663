package io.bisync.settings;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.cloud.context.environment.EnvironmentChangeEvent;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.MapPropertySource;
import org.springframework.validation.annotation.Validated;

/** What becomes of a setting that changes while the service runs. */
@ExtendWith(OutputCaptureExtension.class)
class SettingsTests {

    private final Map<String, Object> nacos = new HashMap<>();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final AnnotationConfigApplicationContext context = context();
    private final Settings settings = context.getBean(Settings.class);
    private final Supplier<Pace> pace = settings.live("bi.pace", Pace.class);

    @AfterEach
    void close() {
        context.close();
        ((Logger) LoggerFactory.getLogger(Settings.class)).setLevel(null);
    }

    @Test
    void aLiveSettingIsInForceAtOnce(CapturedOutput output) {
        change("bi.pace.pause", "2s");

        assertThat(pace.get().pause()).isEqualTo(Duration.ofSeconds(2));
        assertThat(counts()).containsExactly(1, 0, 0);
        assertThat(output)
                .contains(
                        "The setting bi.pace.pause=2s (\"bi.pace.pause\" from property source \"nacos\") is in force");
        assertThat(setting("bi.pace.pause")).isEqualTo(setting("2s", null, null));
    }

    @Test
    void anotherCountsFromTheNextStartAndSaysSo(CapturedOutput output) {
        change("bi.pace.most", "7");

        assertThat(pace.get().most()).isEqualTo(5);
        assertThat(counts()).containsExactly(0, 1, 0);
        assertThat(output).contains("bi.pace.most=7", "counts from the next start; until then it is 5");
        assertThat(setting("bi.pace.most").inForce()).isEqualTo("5");
        assertThat(setting("bi.pace.most").waiting()).isEqualTo("7");

        change("bi.pace.most", "5");
        assertThat(setting("bi.pace.most").waiting()).isNull();
        assertThat(counts()).containsExactly(1, 1, 0);
    }

    @Test
    void whatTheNextStartWouldRefuseIsRefusedNowWhetherItIsLiveOrNot(CapturedOutput output) {
        change("bi.pace.pause", "100d", "bi.pace.most", "0", "bi.pace.words", "many");

        assertThat(pace.get()).isEqualTo(new Pace(Duration.ofSeconds(1), 5, List.of("many"), "none"));
        assertThat(counts()).containsExactly(1, 0, 2);
        assertThat(meters.get("bi.config.problems")
                        .tag("code", "BI-CONFIG-01")
                        .counter()
                        .count())
                .isEqualTo(2);
        assertThat(output.getAll().lines().filter(it -> it.contains("BI-CONFIG-01 The setting")))
                .hasSize(2)
                .anySatisfy(it -> assertThat(it)
                        .contains("bi.pace.pause=100d", "is refused: must lie between 100ms and 10m; it stays 1s"))
                .anySatisfy(it -> assertThat(it).contains("bi.pace.most=0", "is refused", "; it stays 5"));
        assertThat(setting("bi.pace.pause").refused()).isEqualTo("100d: must lie between 100ms and 10m");

        change("bi.pace.pause", "5s");
        assertThat(pace.get().pause()).isEqualTo(Duration.ofSeconds(5));
        assertThat(setting("bi.pace.pause").refused()).isNull();
        assertThat(counts()).containsExactly(2, 0, 2);
    }

    @Test
    void aValueOfTheWrongTypeOrWithoutAUnitIsRefusedWithIt(CapturedOutput output) {
        change("bi.pace.pause", "5", "bi.pace.most", "fast-4711");

        assertThat(counts()).containsExactly(0, 0, 2);
        assertThat(output).contains("bi.pace.pause=5 has no unit; write for example 5s or 500ms", "fast-4711");
    }

    @Test
    void whatIsTakenAwayGoesBackToTheDefault() {
        change("bi.pace.pause", "2s");
        nacos.clear();
        context.publishEvent(new EnvironmentChangeEvent(context, Set.of("bi.pace.pause")));

        assertThat(pace.get().pause()).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void aKeyThatTheEnvironmentSetsDoesNotChange() {
        context.getEnvironment().getSystemProperties().put("bi.pace.pause", "3s");
        context.publishEvent(new EnvironmentChangeEvent(context, Set.of("bi.pace.pause")));
        change("bi.pace.pause", "2s");
        context.getEnvironment().getSystemProperties().remove("bi.pace.pause");

        assertThat(pace.get().pause()).isEqualTo(Duration.ofSeconds(3));
        assertThat(counts()).containsExactly(1, 0, 0);
    }

    @Test
    void aSecretIsNeverShown(CapturedOutput output) {
        change("bi.pace.token", "word-4711");

        assertThat(counts()).containsExactly(0, 1, 0);
        assertThat(output.getAll() + settings.table())
                .contains("bi.pace.token=******")
                .doesNotContain("word-4711");
    }

    @Test
    void levelsFollowAtOnceWhateverElseIsSpringsCountsFromTheNextStart(CapturedOutput output) {
        change("logging.level.io.bisync", "DEBUG", "server.port", "8081");
        change("logging.level.io.bisync", "LOUD");

        assertThat(counts()).containsExactly(1, 1, 1);
        assertThat(output)
                .contains("logging.level.io.bisync=DEBUG", "server.port=8081", "logging.level.io.bisync=LOUD")
                .contains("must be one of [TRACE, DEBUG, INFO, WARN, ERROR, FATAL, OFF]");
    }

    @Test
    void everySettingIsShownWithItsDefault() {
        assertThat(settings.table().keySet())
                .containsExactly("bi.pace.most", "bi.pace.pause", "bi.pace.token", "bi.pace.words");
        assertThat(setting("bi.pace.most")).isEqualTo(new Setting("5", "default", null, null));
        assertThat(setting("bi.pace.token").inForce()).doesNotContain("none");
    }

    private void change(String... pairs) {
        Set<String> keys = new HashSet<>();
        for (var i = 0; i < pairs.length; i += 2) {
            nacos.put(pairs[i], pairs[i + 1]);
            keys.add(pairs[i]);
        }
        context.publishEvent(new EnvironmentChangeEvent(context, keys));
    }

    private Setting setting(String name) {
        var setting = settings.table().get(name);
        assertThat(setting).isNotNull();
        return setting;
    }

    private static Setting setting(String inForce, @Nullable String waiting, @Nullable String refused) {
        return new Setting(inForce, "\"bi.pace.pause\" from property source \"nacos\"", waiting, refused);
    }

    private List<Integer> counts() {
        return List.of("in-force", "next-start", "refused").stream()
                .map(it -> (int) meters.get("bi.config.changes")
                        .tag("answer", it)
                        .counter()
                        .count())
                .toList();
    }

    private AnnotationConfigApplicationContext context() {
        // Tests are quiet otherwise.
        ((Logger) LoggerFactory.getLogger(Settings.class)).setLevel(Level.INFO);
        var made = new AnnotationConfigApplicationContext();
        made.getEnvironment().getPropertySources().addLast(new MapPropertySource("nacos", nacos));
        made.registerBean(MeterRegistry.class, () -> meters);
        made.register(SettingsAutoConfiguration.class, Application.class);
        made.refresh();
        return made;
    }

    @Validated
    @ConfigurationProperties("bi.pace")
    record Pace(
            @Live @NotNull @Within(least = "100ms", most = "10m") @DefaultValue("1s")
            Duration pause,

            @Positive @DefaultValue("5") int most,
            @Live @DefaultValue List<String> words,
            @NotBlank @DefaultValue("none") String token) {}

    @Configuration(proxyBeanMethods = false)
    @EnableConfigurationProperties(Pace.class)
    static class Application {}
}
