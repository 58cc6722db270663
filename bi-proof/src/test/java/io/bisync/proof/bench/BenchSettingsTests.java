package io.bisync.proof.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine.ParameterException;

class BenchSettingsTests {

    @Test
    void withoutOptionsItIsTheWholeBenchmark() {
        var settings = LoadCommandLine.settings();

        assertThat(settings.all()).isEqualTo(3_300_000);
        assertThat(settings.rounds()).isEqualTo(3);
        assertThat(settings.variants()).containsExactly(Variant.values());
        assertThat(settings.heap()).isEqualTo("256m");
        assertThat(settings.orderKb()).isZero();
        assertThat(settings.topics()).isEqualTo(1);
    }

    @Test
    void optionsChangeWhatTheyName() {
        var settings = LoadCommandLine.settings(
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
                "-Xss1m");

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
        assertThat(LoadCommandLine.settings().folder()).isEqualTo("bench");
        assertThat(LoadCommandLine.settings("--order-kb", "400").folder()).isEqualTo("bench-400kb");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --fast=1                   | Unknown option: '--fast=1'
            --rounds=0                 | --rounds is at least 1, and 0 is less
            --topics=0                 | --topics is between 1 and 100, and 0 is not
            --order-kb=16000           | --order-kb is between 0 and 2000, and 16000 is not
            --records=many             | Invalid value for option '--records': 'many' is not a whole number, or too large
            --variants=ceiling,floor   | 'floor'
            --rounds                   | Missing required parameter for option '--rounds'
            """)
    void whatCannotBeReadIsNamed(String option, String sentence) {
        assertThatExceptionOfType(ParameterException.class)
                .isThrownBy(() -> LoadCommandLine.settings(option))
                .withMessageContaining(sentence);
    }
}
