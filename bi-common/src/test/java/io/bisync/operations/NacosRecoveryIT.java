package io.bisync.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

/** A service that could not read its data id keeps asking, says so meanwhile, and takes what comes late. */
@ExtendWith(OutputCaptureExtension.class)
class NacosRecoveryIT {

    private NacosServer nacos;
    private final String name;

    NacosRecoveryIT(TestInfo test) throws IOException {
        nacos = NacosServer.start();
        // A name of its own, as client and service keep what they were told, over restarts too.
        name = "bi-" + test.getTestMethod().orElseThrow().getName().toLowerCase(Locale.ROOT);
        new LastGood().forget(new DataId(SampleService.GROUP, name + ".yml"));
    }

    @AfterEach
    void stop() {
        nacos.close();
    }

    @Test
    void aServerThatWasAwayAtTheStartIsHeardWhenItIsBack(CapturedOutput output) throws IOException {
        nacos.close();
        try (var service = start()) {
            look(service);
            assertThat(details(service)).containsEntry(name + ".yml", "BI-CONFIG-02 away, the packaged settings");
            assertThat(state(service, "away")).isEqualTo(1);

            nacos = nacos.again();
            publish("late");
            takes(service, "late");
            assertThat(health(service)).isEqualTo(Status.UP);
            assertThat(gauge(service, "bi.nacos.up")).isEqualTo(1);
            publish("later");
            takes(service, "later");
        }
        assertThat(output)
                .contains(
                        "BI-CONFIG-02 The Nacos server does not answer: the service goes on with [the packaged settings]");
    }

    @Test
    void aServerThatTakesTheConnectionAndSaysNothingIsAway() throws IOException {
        nacos.close();
        try (var _ = nacos.silent();
                var service = start()) {
            look(service);
            assertThat(details(service)).containsEntry(name + ".yml", "BI-CONFIG-02 away, the packaged settings");
        }
    }

    @Test
    void aDataIdThatIsPublishedAfterTheStartOrPublishedAgainIsTaken() {
        try (var service = start()) {
            looksUntil(service, () -> assertThat(health(service)).isEqualTo(Status.UP));
            assertThat(details(service)).containsEntry(name + ".yml", "absent, the packaged settings");
            publish("first");
            takes(service, "first");

            nacos.delete(name + ".yml", SampleService.GROUP);
            looksUntil(service, () -> assertThat(state(service, "absent")).isEqualTo(1));
            assertThat(SampleService.sample(service).nacos()).isEqualTo("first");

            publish("again");
            takes(service, "again");
        }
    }

    @Test
    void yamlThatIsBrokenAtTheStartLeavesTheLastGoodValuesAndIsTakenWhenItIsCorrected(CapturedOutput output) {
        publish("good");
        try (var service = start()) {
            looksUntil(service, () -> assertThat(state(service, "read")).isEqualTo(1));
        }
        nacos.publish(name + ".yml", SampleService.GROUP, "sample:\n  nacos: {broken");
        try (var service = start()) {
            look(service);
            assertThat(SampleService.sample(service).nacos()).isEqualTo("good");
            assertThat(health(service)).isEqualTo(Status.DOWN);
            assertThat(details(service)).containsEntry(name + ".yml", "BI-CONFIG-04 unreadable, the last good values");
            assertThat(problems(service, "BI-CONFIG-04")).isEqualTo(1);

            publish("corrected");
            takes(service, "corrected");
        }
        assertThat(output).contains("BI-CONFIG-04 The data id BISYNC@" + name + ".yml holds what is no YAML");
    }

    @Test
    void aUserThatMayNotReadIsToldAndTheRightToReadIsEnough(CapturedOutput output) {
        nacos.askFor("bisync", "another-word");
        publish("secret");
        try (var service = start(
                "--spring.cloud.nacos.config.username=bisync", "--spring.cloud.nacos.config.password=word-4711")) {
            look(service);
            assertThat(SampleService.sample(service).nacos()).isEqualTo("packaged");
            assertThat(gauge(service, "bi.nacos.up")).isZero();
            assertThat(details(service)).containsEntry(name + ".yml", "BI-CONFIG-03 refused, the packaged settings");
            assertThat(problems(service, "BI-CONFIG-03")).isEqualTo(1);

            nacos.letEverybodyIn();
            takes(service, "secret");
        }
        assertThat(output.getAll()).contains("BI-CONFIG-03").doesNotContain("word-4711");
    }

    @Test
    void aStartWithoutTheServerHasTheLastGoodValues() {
        publish("known");
        try (var service = start()) {
            look(service);
        }
        nacos.close();
        try (var service = start()) {
            look(service);
            assertThat(SampleService.sample(service).nacos()).isEqualTo("known");
            assertThat(details(service)).containsEntry(name + ".yml", "BI-CONFIG-02 away, the last good values");
        }
    }

    @Test
    void aStartThatNeedsNacosEndsWithoutIt() {
        assertThatThrownBy(() -> start("--bi.nacos.required=true"))
                .hasMessageContaining("BI-CONFIG-06")
                .hasMessageContaining(name + ".yml");
    }

    @Test
    void whatIsNotOnTheListIsNotTakenFromNacosAndNamed(CapturedOutput output) {
        nacos.publish(name + ".yml", SampleService.GROUP, """
                sample:
                  nacos: allowed
                  environment: ${some-password}
                bi:
                  nacos:
                    keys: management
                management:
                  endpoints:
                    web:
                      exposure:
                        include: "*"
                """);
        try (var service = start("--bi.nacos.keys=sample", "--some-password=word-4711")) {
            assertThat(SampleService.sample(service).nacos()).isEqualTo("allowed");
            assertThat(SampleService.sample(service).environment()).isEqualTo("packaged");
            assertThat(service.getEnvironment().getProperty("management.endpoints.web.exposure.include"))
                    .isNotEqualTo("*");
            assertThat(output)
                    .contains("BI-CONFIG-01 The setting management.endpoints.web.exposure.include")
                    .contains("is refused: Nacos may not set it, as bi.nacos.keys does not name it")
                    .contains("BI-CONFIG-01 The setting sample.environment", "holds no placeholder");

            nacos.publish(name + ".yml", SampleService.GROUP, "sample.nacos: changed\nspring.kafka.client-id: x\n");
            takes(service, "changed");
            assertThat(service.getEnvironment().getProperty("spring.kafka.client-id"))
                    .isNull();
            assertThat(output).contains("BI-CONFIG-01 The setting spring.kafka.client-id");
        }
    }

    private void publish(String value) {
        nacos.publish(name + ".yml", SampleService.GROUP, "sample:\n  nacos: " + value + "\n");
    }

    private ConfigurableApplicationContext start(String... arguments) {
        return SampleService.start(
                Map.of(),
                Stream.concat(
                                Stream.of(
                                        "--spring.cloud.nacos.config.server-addr=" + nacos.address(),
                                        "--spring.application.name=" + name),
                                Stream.of(arguments))
                        .toArray(String[]::new));
    }

    private static void look(ConfigurableApplicationContext service) {
        service.getBean(NacosWatch.class).look();
    }

    private static void takes(ConfigurableApplicationContext service, String value) {
        looksUntil(
                service, () -> assertThat(SampleService.sample(service).nacos()).isEqualTo(value));
    }

    /** A Nacos that has just started, or is busy, may leave a look without an answer. */
    private static void looksUntil(ConfigurableApplicationContext service, ThrowingRunnable told) {
        Awaitility.await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            look(service);
            told.run();
        });
    }

    private static Status health(ConfigurableApplicationContext service) {
        return service.getBean(NacosWatch.class).health().getStatus();
    }

    private static Map<String, Object> details(ConfigurableApplicationContext service) {
        return service.getBean(NacosWatch.class).health().getDetails();
    }

    private double state(ConfigurableApplicationContext service, String state) {
        var meters = service.getBean(MeterRegistry.class);
        service.getBean(NacosWatch.class).bindTo(meters);
        return meters.get("bi.config.state")
                .tags("data_id", name + ".yml", "state", state)
                .gauge()
                .value();
    }

    private static double gauge(ConfigurableApplicationContext service, String gauge) {
        var meters = service.getBean(MeterRegistry.class);
        service.getBean(NacosWatch.class).bindTo(meters);
        return meters.get(gauge).gauge().value();
    }

    private static double problems(ConfigurableApplicationContext service, String code) {
        return service.getBean(MeterRegistry.class)
                .get("bi.config.problems")
                .tag("code", code)
                .counter()
                .count();
    }
}
