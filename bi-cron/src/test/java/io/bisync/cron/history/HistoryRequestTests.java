package io.bisync.cron.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.batch.core.job.DefaultJobKeyGenerator;

class HistoryRequestTests {

    /** 2026-11-21 01:30 in Shanghai, still the day before in UTC. */
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-11-20T17:30:00Z"));

    private static final Duration DAY = Duration.ofDays(1);

    @Test
    void datesAreShanghaiDaysAndTheEndIsTodayUnlessSaid() {
        HistoryRequest request = parse("account=7", "entity=order", "from=2026-11-19");

        assertThat(request.window())
                .isEqualTo(new Window(Instant.parse("2026-11-18T16:00:00Z"), Instant.parse("2026-11-20T16:00:00Z")));
    }

    @Test
    void timesOfDayAreTakenAsTheyAre() {
        HistoryRequest request =
                parse("account=7", "entity=order", "from=2026-11-19T08:30:00", "to=2026-11-19T09:00:00");

        assertThat(request.window())
                .isEqualTo(new Window(Instant.parse("2026-11-19T00:30:00Z"), Instant.parse("2026-11-19T01:00:00Z")));
    }

    @Test
    void theSameHistoryIsTheSameJobInstanceAndARunNameMakesItAnother() {
        HistoryRequest request = parse("account=7", "entity=order", "from=2026-11-01", "to=2026-11-02");
        HistoryRequest same = parse("to=2026-11-02", "from=2026-11-01T00:00:00", "entity=order", "account=7");
        HistoryRequest again = parse("account=7", "entity=order", "from=2026-11-01", "to=2026-11-02", "run=again");

        assertThat(instance(same, DAY)).isEqualTo(instance(request, DAY));
        assertThat(instance(again, DAY)).isNotEqualTo(instance(request, DAY));
    }

    @Test
    void everyEntityThatIsNamedIsAHistoryOfItsOwnAndTheirOrderCounts() {
        List<HistoryRequest> requests =
                HistoryRequest.parse(List.of("account=7", "entity=sales_out,order", "from=2026-11-01"), CLOCK);

        assertThat(requests).extracting(HistoryRequest::entity).containsExactly("sales_out", "order");
        assertThat(instance(requests.getLast(), DAY))
                .isEqualTo(instance(parse("account=7", "entity=order", "from=2026-11-01"), DAY));
    }

    @Test
    void otherWindowsAreAnotherJobInstanceBecauseThePositionCountsWindows() {
        HistoryRequest request = parse("account=7", "entity=order", "from=2026-11-01", "to=2026-11-02");

        assertThat(instance(request, Duration.ofDays(7))).isNotEqualTo(instance(request, DAY));
    }

    @Test
    void whatCannotBeUsedIsNamed() {
        assertUsage("from=… is missing", "account=7", "entity=order");
        assertUsage("'until=2026-11-01'", "account=7", "entity=order", "from=2026-10-01", "until=2026-11-01");
        assertUsage("from=yesterday", "account=7", "entity=order", "from=yesterday");
        assertUsage("must end after it begins", "account=7", "entity=order", "from=2026-11-21");
        assertUsage("entity=order,", "account=7", "entity=order,", "from=2026-11-01");
        assertUsage("each once", "account=7", "entity=order,shop,order", "from=2026-11-01");
        assertUsage("'account=8'", "account=7", "account=8", "entity=order", "from=2026-11-01");
    }

    private static void assertUsage(String message, String... arguments) {
        assertThatExceptionOfType(UsageException.class)
                .isThrownBy(() -> parse(arguments))
                .withMessageContaining(message)
                .withMessageContaining(UsageException.USAGE);
    }

    /** Job parameters of the same names are equal to Batch; the key is what tells instances apart. */
    private static String instance(HistoryRequest request, Duration windowLength) {
        return new DefaultJobKeyGenerator().generateKey(request.parameters(windowLength));
    }

    private static HistoryRequest parse(String... arguments) {
        return HistoryRequest.parse(List.of(arguments), CLOCK).getFirst();
    }
}
