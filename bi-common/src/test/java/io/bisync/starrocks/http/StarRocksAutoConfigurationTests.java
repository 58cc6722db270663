package io.bisync.starrocks.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.bisync.starrocks.StreamLoad;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class StarRocksAutoConfigurationTests {

    private final ApplicationContextRunner runner =
            new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(StarRocksAutoConfiguration.class));

    @Test
    void aServiceWithoutStarRocksGetsNoClient() {
        runner.run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(StreamLoad.class));
    }

    @Test
    void theClientIsMadeFromTheSettings() {
        runner.withPropertyValues(
                        "bi.starrocks.frontends=http://fe-0:8030,http://fe-1:8030",
                        "bi.starrocks.backends=be-0:8040,*.be.bi.svc:8040",
                        "bi.starrocks.database=bi",
                        "bi.starrocks.username=loader",
                        "bi.starrocks.password=pass-4711")
                .run(context -> {
                    assertThat(context)
                            .hasSingleBean(StreamLoad.class)
                            .hasSingleBean(StarRocksSql.class)
                            .hasBean("starrocksHealthIndicator");
                    var settings = context.getBean(StarRocksProperties.class);
                    assertThat(settings.frontends()).hasSize(2);
                    assertThat(settings.longestLoad()).isGreaterThan(settings.loadTimeout());
                });
    }

    @Test
    void whatIsMissingEndsTheStartWithoutShowingThePassword() {
        runner.withPropertyValues("bi.starrocks.database=bi", "bi.starrocks.password=pass-4711")
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .hasMessageContainingAll("frontends", "backends", "username")
                        .hasMessageNotContaining("pass-4711"));
    }

    @Test
    void backendsThatWouldGetThePasswordInClearEndTheStartUntilSomebodySaysThatTheyMay() {
        var far = runner.withPropertyValues(
                "bi.starrocks.frontends=http://fe-0:8030",
                "bi.starrocks.backends=be-0:8040,10.0.0.7:8040",
                "bi.starrocks.database=bi",
                "bi.starrocks.username=loader",
                "bi.starrocks.password=pass-4711");

        far.run(context -> assertThat(context)
                .getFailure()
                .rootCause()
                .hasMessageContainingAll("backends", "10.0.0.7:8040", "use https, or set bi.allow-plain-http=true")
                .hasMessageNotContaining("pass-4711"));
        far.withPropertyValues("bi.allow-plain-http=true")
                .run(context -> assertThat(context).hasNotFailed());
        // What is asked over TLS is redirected over TLS, or not at all.
        far.withPropertyValues("bi.starrocks.frontends=https://fe-0:8030")
                .run(context -> assertThat(context).hasNotFailed());
    }
}
