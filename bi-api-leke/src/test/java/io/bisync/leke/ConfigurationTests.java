package io.bisync.leke;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bisync.secret.SealingKey;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class ConfigurationTests {

    @TempDir
    Path folder;

    @Test
    void aStartWithoutStarRocksSaysWhatIsMissingAndWhatToDo(CapturedOutput output) {
        assertThatThrownBy(() -> start()).isInstanceOf(RuntimeException.class);
        assertThat(output)
                .contains("APPLICATION FAILED TO START")
                .contains("bi.starrocks.frontends")
                .contains("Description:")
                .contains("Action:");
    }

    @Test
    void aStopThatCutsRoundsOffIsRefused(CapturedOutput output) {
        assertThatThrownBy(() -> start(
                        "--bi.starrocks.frontends=http://127.0.0.1:1",
                        "--bi.starrocks.backends=127.0.0.1:1",
                        "--bi.starrocks.username=u",
                        "--bi.starrocks.password=p",
                        "--spring.lifecycle.timeout-per-shutdown-phase=30s"))
                .isInstanceOf(RuntimeException.class);
        assertThat(output)
                .contains("APPLICATION FAILED TO START")
                .contains("BI-LOAD-13")
                .contains("Action:")
                .contains("spring.lifecycle.timeout-per-shutdown-phase");
    }

    @Test
    void aStartWithoutKafkaWorksAndSaysSoOnce(CapturedOutput output) {
        start(
                "--logging.config=classpath:as-in-production.xml",
                "--spring.kafka.bootstrap-servers=127.0.0.1:1",
                "--bi.topics.patience=1s",
                "--bi.starrocks.frontends=http://127.0.0.1:1",
                "--bi.starrocks.backends=127.0.0.1:1",
                "--bi.starrocks.username=u",
                "--bi.starrocks.password=p");
        assertThat(output).contains("Jetty started");
        assertThat(output.getAll().lines().filter(it -> it.contains("BI-TOPIC-05")))
                .hasSize(1);
        assertThat(output.getAll().lines()).hasSizeLessThan(100);
    }

    @Test
    void aStartWithoutSealingKeyIsRefused(CapturedOutput output) {
        assertThatThrownBy(() -> start(
                        "--bi.privacy.keyset=" + folder.resolve("absent.json"),
                        "--bi.starrocks.frontends=http://127.0.0.1:1",
                        "--bi.starrocks.backends=127.0.0.1:1",
                        "--bi.starrocks.username=u",
                        "--bi.starrocks.password=p"))
                .isInstanceOf(RuntimeException.class);
        assertThat(output)
                .contains("APPLICATION FAILED TO START")
                .contains("absent.json")
                .contains("Action:");
    }

    private void start(String... arguments) {
        var sealing = folder.resolve("sealing.json");
        if (!Files.exists(sealing)) {
            SealingKey.create(sealing);
        }
        var all = new ArrayList<>(List.of(
                "--server.port=0",
                "--spring.grpc.server.port=0",
                "--management.server.port=0",
                "--spring.main.banner-mode=off",
                "--bi.privacy.keyset=" + sealing));
        all.addAll(List.of(arguments));
        SpringApplication.run(LekeApplication.class, all.toArray(String[]::new)).close();
    }
}
