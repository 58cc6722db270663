package io.bisync.proof.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StretchTests {

    private final Stretch stretch = new Stretch(new Costs(), 100, 200);

    @Test
    void whatTheWarmUpTookIsNotCounted() {
        round(80);
        round(80);
        round(80);
        assertThat(stretch.isOver()).isFalse();
        round(80);
        round(80);

        assertThat(stretch.isOver()).isTrue();
        stretch.remember();
        var measured = stretch.measured(Variant.PARSE, null);
        assertThat(measured.records()).isEqualTo(160);
        assertThat(measured.rounds()).isEqualTo(2);
        assertThat(measured.rows()).isEqualTo(320);
        assertThat(measured.rowsPerLoad()).isEqualTo(160);
    }

    private void round(int records) {
        stretch.polled();
        stretch.committed(records, 1, 2L * records, 3L * records);
    }
}
