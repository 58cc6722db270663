package io.bisync.basic.listener;

import static org.assertj.core.api.Assertions.assertThat;

import io.bisync.account.ListenerStatus.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class MoveTests {

    private static final String NO_INTENT = "bi1 topic=abc epoch=0";
    private static final String INTENT = NO_INTENT + " to=20 at=1 shape=f records=10 sum=1";

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "LOADING")
    void whoeverHandlesGoesWhereverItIsSent(Kind kind) {
        assertThat(move(10, 0).refusal(kind, "")).isNull();
        assertThat(move(10, 15).refusal(kind, INTENT)).isNull();
    }

    @Test
    void whoeverLoadsIsNeverSentBack() {
        assertThat(move(10, 9).refusal(Kind.LOADING, NO_INTENT)).contains("orders-3 would go back from 10 to 9");
        assertThat(move(10, 10).refusal(Kind.LOADING, NO_INTENT)).isNull();
        assertThat(move(10, 11).refusal(Kind.LOADING, NO_INTENT)).isNull();
        assertThat(move(10, 11).refusal(Kind.LOADING, "")).isNull();
    }

    @ParameterizedTest
    @CsvSource({"11, true", "19, true", "20, false", "21, false", "10, false"})
    void whoeverLoadsIsNotSentIntoTheMiddleOfWhatItBegan(long to, boolean refused) {
        var refusal = move(10, to).refusal(Kind.LOADING, INTENT);
        if (refused) {
            assertThat(refusal).contains("from 10 to 20 together");
        } else {
            assertThat(refusal).isNull();
        }
    }

    @Test
    void aNoteThatNobodyCanReadIsNotPassed() {
        assertThat(move(10, 11).refusal(Kind.LOADING, "bi9 topic=abc")).contains("bi9");
    }

    private static Move move(long from, long to) {
        return new Move("orders", 3, from, to);
    }
}
