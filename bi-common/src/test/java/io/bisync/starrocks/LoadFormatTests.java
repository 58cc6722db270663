package io.bisync.starrocks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class LoadFormatTests {

    @Test
    void csvHasTabsAndLinesUnlessSaidOtherwise() {
        assertThat(new LoadFormat.Csv()).isEqualTo(new LoadFormat.Csv("\t", "\n", null));
    }

    @Test
    void aSeparatorThatAHeaderCannotCarryIsSaidInHexadecimal() {
        assertThat(LoadFormat.Csv.header("||")).isEqualTo("||");
        assertThat(LoadFormat.Csv.header("\t")).isEqualTo("\\x09");
        assertThat(LoadFormat.Csv.header("\u0001\u0002")).isEqualTo("\\x0102");
        assertThat(LoadFormat.Csv.header("，")).isEqualTo("\\xefbc8c");
        assertThat(LoadFormat.Csv.header(" ")).isEqualTo("\\x20");
    }

    @Test
    void separatorsThatCannotWorkAreRefused() {
        assertThatThrownBy(() -> new LoadFormat.Csv("", "\n", null))
                .hasMessage("A column separator has 1 to 50 bytes, not 0");
        assertThatThrownBy(() -> new LoadFormat.Csv(",", "", null))
                .hasMessage("A row delimiter has 1 to 50 bytes, not 0");
        assertThatThrownBy(() -> new LoadFormat.Csv(",", ",", null))
                .hasMessage("Column separator and row delimiter are both ','");
        assertThatThrownBy(() -> new LoadFormat.Csv("，".repeat(17), "\n", null))
                .hasMessage("A column separator has 1 to 50 bytes, not 51");
    }

    @Test
    void aValueIsEnclosedInPrintableAsciiOnly() {
        assertThatThrownBy(() -> new LoadFormat.Csv("\t", "\n", '\r')).hasMessageContaining("U+000D");
        assertThatThrownBy(() -> new LoadFormat.Csv("\t", "\n", '“')).hasMessageContaining("U+201C");
    }
}
