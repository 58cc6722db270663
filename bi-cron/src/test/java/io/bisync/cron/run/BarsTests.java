package io.bisync.cron.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.bisync.account.MovableClock;
import io.bisync.run.RunStatus.State;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBarBuilder;
import org.junit.jupiter.api.Test;

class BarsTests {

    @Test
    void everyAccountAndEntityHasABarOfItsRowsWithCallsAMinute() {
        var clock = new MovableClock(Example.BEGUN);
        List<String> shown = Collections.synchronizedList(new ArrayList<>());
        try (var bars = new Bars(
                () -> new ProgressBarBuilder().setConsumer(new DelegatingProgressBarConsumer(shown::add, 150)),
                clock)) {
            bars.tell(
                    Example.status(State.RUNNING, Example.part("7", "order", 0, 0), Example.part("8", "order", 0, 1)));
            clock.advance(Duration.ofMinutes(2));
            bars.tell(
                    Example.status(State.RUNNING, Example.part("7", "order", 2, 0), Example.part("8", "order", 0, 1)));
        }
        assertThat(shown)
                .anySatisfy(line -> assertThat(line).contains("7 order", "2000/3000 rows", "2 of 3, 10 calls/min"))
                .anySatisfy(line -> assertThat(line).contains("8 order", "0/3000 rows", "BI-JST-06"));
    }
}
