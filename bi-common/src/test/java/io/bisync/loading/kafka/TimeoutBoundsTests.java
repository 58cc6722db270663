package io.bisync.loading.kafka;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bisync.starrocks.http.StarRocksProperties;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.convert.ApplicationConversionService;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.ClassPathResource;

class TimeoutBoundsTests {

    @Test
    void thePackagedDefaultsFitIntoEachOther() throws IOException {
        assertThatCode(() -> ladder().check()).doesNotThrowAnyException();
    }

    @Test
    void aStopThatIsShorterThanARoundIsNamed() throws IOException {
        var fitting = ladder();
        var broken = new TimeoutBounds(
                fitting.load(),
                fitting.answer(),
                fitting.send(),
                fitting.ask(),
                fitting.roundLimit(),
                fitting.maxPollInterval(),
                fitting.round().minusSeconds(1));
        assertThatThrownBy(broken::check).hasMessageContaining("BI-LOAD-13").hasMessageContaining("a stop waits");
    }

    private static TimeoutBounds ladder() throws IOException {
        var environment = new StandardEnvironment();
        environment.setConversionService(new ApplicationConversionService());
        environment
                .getPropertySources()
                .addFirst(new MapPropertySource(
                        "connection",
                        Map.of(
                                "bi.starrocks.frontends", "http://fe:8030",
                                "bi.starrocks.backends", "be:8040",
                                "bi.starrocks.database", "bi",
                                "bi.starrocks.username", "bi",
                                "bi.starrocks.password", "")));
        new YamlPropertySourceLoader()
                .load("defaults", new ClassPathResource("io/bisync/operations/bisync-defaults.yml"))
                .forEach(environment.getPropertySources()::addLast);
        var binder = Binder.get(environment);
        var loading = binder.bindOrCreate("bi.loading", LoadingProperties.class);
        var starRocks = binder.bindOrCreate("bi.starrocks", StarRocksProperties.class);
        return TimeoutBounds.of(
                starRocks,
                loading,
                LoadingConsumerConfig.maxPollInterval(LoadingConsumerConfig.settings(Map.of(), loading)),
                requireNonNull(environment.getProperty("spring.lifecycle.timeout-per-shutdown-phase", Duration.class)));
    }
}
