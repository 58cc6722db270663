package io.bisync.proof.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class BenchSettingsTests {

    @Test
    void withoutOptionsItIsTheWholeBenchmark() {
        var settings = BenchSettings.of(List.of());

        assertThat(settings.all()).isEqualTo(3_300_000);
        assertThat(settings.rounds()).isEqualTo(3);
        assertThat(settings.variants()).containsExactly(Variant.values());
        assertThat(settings.heap()).isEqualTo("256m");
        assertThat(settings.orderKb()).isZero();
        assertThat(settings.topics()).isEqualTo(1);
    }

    @Test
    void optionsChangeWhatTheyName() {
        var settings = BenchSettings.of(List.of(
                "--records",
                "1000",
                "--warm-up",
                "10",
                "--rounds",
                "5",
                "--variants",
                "product,ceiling",
                "--heap",
                "512m",
                "--set",
                "bi.loading.round-bytes=16MB",
                "--jvm",
                "-Xlog:gc",
                "--order-kb",
                "400",
                "--topics",
                "22",
                "--jvm",
                "-Xss1m"));

        assertThat(settings.all()).isEqualTo(1_010);
        assertThat(settings.variants()).containsExactly(Variant.PRODUCT, Variant.CEILING);
        assertThat(settings.properties()).containsExactly("--bi.loading.round-bytes=16MB");
        assertThat(settings.orderKb()).isEqualTo(400);
        assertThat(settings.topics()).isEqualTo(22);
        assertThat(settings.seed()).isEqualTo(1);
        assertThat(settings.jvm()).containsExactly("-Xlog:gc", "-Xss1m");
    }

    @Test
    void largeOrdersHaveAFolderOfTheirOwn() {
        assertThat(BenchSettings.of(List.of()).folder()).isEqualTo("bench");
        assertThat(BenchSettings.of(List.of("--order-kb", "400")).folder()).isEqualTo("bench-400kb");
    }

    @Test
    void whatIsNoOptionIsNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BenchSettings.of(List.of("--fast", "1")))
                .withMessageContaining("--fast");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BenchSettings.of(List.of("--rounds", "0")))
                .withMessageContaining("--rounds");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BenchSettings.of(List.of("--topics", "0")))
                .withMessageContaining("--topics");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BenchSettings.of(List.of("--order-kb", "16000")))
                .withMessageContaining("at most");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BenchSettings.of(List.of("--variants", "ceiling,floor")))
                .withMessageContaining("'floor'");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BenchSettings.of(List.of("--rounds")))
                .withMessageContaining("needs a value");
    }
}
