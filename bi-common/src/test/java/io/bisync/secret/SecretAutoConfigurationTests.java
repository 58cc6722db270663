package io.bisync.secret;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class SecretAutoConfigurationTests {

    private final ApplicationContextRunner context =
            new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(SecretAutoConfiguration.class));

    @Test
    void aServiceWithoutKeysetHasNoSecrets() {
        context.run(it -> assertThat(it).hasNotFailed().doesNotHaveBean(Secrets.class));
    }

    @Test
    void aMissingFileStopsTheStartWithADescriptionAndAnAction() {
        context.withPropertyValues("bi.secret.keyset=/nowhere/keyset.json").run(it -> {
            assertThat(it).hasFailed();
            var analysis = new KeysetFailureAnalyzer().analyze(Objects.requireNonNull(it.getStartupFailure()));
            assertThat(analysis).isNotNull();
            assertThat(analysis.getDescription()).contains("BI-SECRET-01", "/nowhere/keyset.json");
            assertThat(analysis.getAction()).contains("bi.secret.keyset", "bi.secret.create");
        });
    }

    @Test
    void theFirstStartMakesAKeysetWhenItIsAskedTo(@TempDir Path folder) {
        var keyset = folder.resolve("keyset.json");
        context.withPropertyValues("bi.secret.keyset=" + keyset, "bi.secret.create=true")
                .run(it -> assertThat(it).hasSingleBean(Secrets.class));
        context.withPropertyValues("bi.secret.keyset=" + keyset)
                .run(it -> assertThat(it).hasSingleBean(Secrets.class));
    }
}
