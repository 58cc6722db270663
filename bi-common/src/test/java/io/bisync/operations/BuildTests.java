package io.bisync.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.info.BuildProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class BuildTests {

    @Test
    void anApplicationOfOthersIsNotTakenForTheBuildOfBiCommon() {
        var theirs = new Properties();
        theirs.setProperty("version", "99.theirs");

        new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(MetersAutoConfiguration.class))
                .withBean(BuildProperties.class, () -> new BuildProperties(theirs))
                .run(context -> {
                    var registry = new SimpleMeterRegistry();
                    context.getBean("buildGauge", MeterBinder.class).bindTo(registry);

                    var build = registry.get("bi.build.info").gauge().getId();
                    assertThat(build.getTag("version"))
                            .matches("\\d+\\.\\d+\\.\\d+.*")
                            .isEqualTo(Build.here().version());
                    assertThat(build.getTag("commit")).isNotBlank().doesNotContain("$");
                });
    }
}
