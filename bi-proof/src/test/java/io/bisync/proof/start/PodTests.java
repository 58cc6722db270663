package io.bisync.proof.start;

import static org.assertj.core.api.Assertions.assertThat;

import io.bisync.local.process.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PodTests {

    private static final Pattern MEMORY = Pattern.compile("memory: (\\d+)Mi");

    @ParameterizedTest
    @EnumSource
    void whatIsMeasuredHasTheMemoryOfItsPod(Pod pod) throws IOException {
        var file = pod == Pod.CRON ? "history" : pod.service();
        var manifest = Files.readString(Checkout.root().resolve("deploy/k8s/base/" + file + ".yaml"));

        assertThat(MEMORY.matcher(manifest).results().map(memory -> memory.group(1)))
                .isNotEmpty()
                .containsOnly(Integer.toString(pod.megabytes()));
        assertThat(manifest).contains("image: bisync/" + pod.service());
        assertThat(Files.readString(Checkout.root().resolve("deploy/image/java.options")))
                .contains("-XX:MaxRAMPercentage=60");
    }
}
