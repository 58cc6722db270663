package io.bisync.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ScreenTests {

    @Test
    void aLineNeverWraps() {
        assertThat(Screen.cut("x".repeat(80), 80)).isEqualTo("x".repeat(80));
        assertThat(Screen.cut("x".repeat(81), 80)).hasSize(80).endsWith("x…");
    }

    @Test
    void linesThatANarrowerWindowHasWrappedAreAllPaintedOver() {
        assertThat(Screen.rows(List.of("", "x".repeat(40), "x".repeat(41), "x".repeat(112)), 40))
                .isEqualTo(1 + 1 + 2 + 3);
    }

    @Test
    void theBoardFitsEightyColumnsAndShowsBothAmountsWhereThereIsRoom() {
        List<String> cells = List.of(
                "t1",
                "jushuitan_order_item",
                "1,234,567",
                "1,234,567",
                "98,765,432.10",
                "98,765,432.10",
                "yes",
                "123.4 s",
                "12");

        assertThat(Board.row(80, cells)).hasSizeLessThanOrEqualTo(80).containsOnlyOnce("98,765,432.10");
        assertThat(Board.row(112, cells)).hasSize(112).containsPattern("98,765,432.10 +98,765,432.10");
    }
}
