package io.bisync.settings;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/** What a start takes and refuses, by the annotations that every settings record of ours has. */
class SettingsBoundsTests {

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(SettingsAutoConfiguration.class))
            .withUserConfiguration(Application.class);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bi.sample.pause=100ms",
                "bi.sample.pause=PT5S",
                "bi.sample.pause=10m",
                "bi.sample.size=1MB",
                "bi.sample.url=http://127.0.0.1:1",
                "bi.sample.url=https://openapi.jushuitan.com",
                "bi.sample.url=http://[::1]:8030/",
                "bi.sample.urls=http://fe-0:8030,http://fe-1:8030",
                "bi.sample.hosts=be-0:8040,*.be.bi.svc:8040,[::1]:8040",
                "another.pause=5"
            })
    void whatHasAUnitABoundAndAnAddressIsTaken(String property) {
        runner.withPropertyValues(property).run(it -> assertThat(it).hasNotFailed());
    }

    @ParameterizedTest
    @ValueSource(strings = {"bi.sample.pause=5", "bi.sample.size=5", "bi.sample.pause=0", "bi.sample.pause=-5"})
    void aBareNumberIsRefusedWithKeyValueAndTheFormThatIsWanted(String property) {
        runner.withPropertyValues(property)
                .run(it -> assertThat(it)
                        .getFailure()
                        .rootCause()
                        .hasMessageContaining(property + " has no unit; write for example"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"99ms", "0s", "-5s", "100d", "601s"})
    void aTimeOutsideItsBoundsIsRefusedWithThem(String pause) {
        runner.withPropertyValues("bi.sample.pause=" + pause)
                .run(it -> assertThat(it)
                        .getFailure()
                        .rootCause()
                        .hasMessageContainingAll("'pause'", "must lie between 100ms and 10m"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1KB", "2GB"})
    void aSizeOutsideItsBoundsIsRefusedWithThem(String size) {
        runner.withPropertyValues("bi.sample.size=" + size)
                .run(it ->
                        assertThat(it).getFailure().rootCause().hasMessageContaining("must lie between 1MB and 1GB"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "url=localhost:8030",
                "url=openapi.jushuitan.com",
                "url=ftp://fe:8030",
                "url=http://bi_basic:8080",
                "url=http://fe:99999",
                "url=http://fe:0",
                "url=http://user:word@fe:8030",
                "url=http://fe:8030?x=1",
                "urls=http://fe-0:8030,fe-1:8030"
            })
    void anAddressWithoutSchemeHostOrPortIsRefusedWithAnExample(String property) {
        runner.withPropertyValues("bi.sample." + property)
                .run(it ->
                        assertThat(it).getFailure().rootCause().hasMessageContaining("for example http://fe-0:8030"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://localhost:1",
                "http://127.8.9.1:1",
                "http://[::1]:1",
                "http://[0:0:0:0:0:0:0:1]:1",
                "http://bi-basic:8080",
                "http://fe-0.fe.bi.svc:8030",
                "http://FE.bi.svc.cluster.local:8030",
                "https://openapi.jushuitan.com"
            })
    void whatStaysOnTheMachineOrInTheClusterMayGoInClear(String address) {
        runner.withPropertyValues("bi.sample.urls=" + address)
                .run(it -> assertThat(it).hasNotFailed());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://openapi.jushuitan.com",
                "http://10.0.0.7:8030",
                "http://[fd00::1]:8030",
                "http://127.example.com:1",
                "http://svc.example.com:1",
                "http://fe.starrocks:8030",
                "http://fe.bi.svc.example.com:8030"
            })
    void whatLeavesThemInClearNeedsAnExplicitWord(String address) {
        for (var setting : List.of("bi.sample.url=" + address, "bi.sample.urls=https://fe-0:8030," + address)) {
            runner.withPropertyValues(setting)
                    .run(it -> assertThat(it)
                            .getFailure()
                            .rootCause()
                            .hasMessageContainingAll(address, "use https, or set bi.allow-plain-http=true"));
            runner.withPropertyValues(setting, "bi.allow-plain-http=true")
                    .run(it -> assertThat(it).hasNotFailed());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://127.0.0.1:8040", "be-0", "be-0:0", "be-0:99999", ":8040", "be-0:8040/x"})
    void aHostWithASchemeOrWithoutAPortIsRefusedWithAnExample(String host) {
        runner.withPropertyValues("bi.sample.hosts=" + host)
                .run(it -> assertThat(it)
                        .getFailure()
                        .rootCause()
                        .hasMessageContaining("must be host:port without a scheme, for example be-0:8040"));
    }

    @Test
    void aPasswordInsideAnAddressIsNotShownWithIt() {
        runner.withPropertyValues("bi.sample.url=http://user:word-4711@fe:8030").run(it -> {
            var analysis = new InvalidSettingsFailureAnalyzer().analyze(Objects.requireNonNull(it.getStartupFailure()));
            assertThat(analysis).isNotNull();
            assertThat(analysis.getDescription())
                    .contains("bi.sample.url=http://******@fe:8030 must be http:// or https://")
                    .doesNotContain("word-4711");
        });
    }

    @Validated
    @ConfigurationProperties("bi.sample")
    record Sample(
            @NotNull @Within(least = "100ms", most = "10m") @DefaultValue("1s")
            Duration pause,

            @NotNull @Within(least = "1MB", most = "1GB") @DefaultValue("48MB")
            DataSize size,

            @HttpAddress(example = "http://fe-0:8030") @DefaultValue("http://fe:8030")
            URI url,

            @HttpAddress(example = "http://fe-0:8030") @DefaultValue
            List<URI> urls,

            @HostsAndPorts @DefaultValue List<String> hosts) {}

    /** Not ours: a bare number is what Spring makes of it. */
    @ConfigurationProperties("another")
    record Another(@DefaultValue("1s") Duration pause) {}

    @Configuration(proxyBeanMethods = false)
    @EnableConfigurationProperties({Sample.class, Another.class})
    static class Application {}
}
