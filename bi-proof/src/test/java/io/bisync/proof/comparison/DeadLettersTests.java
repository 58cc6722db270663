package io.bisync.proof.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import io.bisync.proof.comparison.DeadLetters.Subject;
import io.bisync.proof.probe.Place;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class DeadLettersTests {

    private static final Place HERE = new Place("erp.jushuitan.shop", 0, 7);
    private static final Place THERE = new Place("erp.jushuitan.shop", 1, 9);

    @Test
    void poisonThatIsRejectedUnderItsCodeIsAsItShouldBe() {
        assertThat(differences(Map.of(HERE, "BI-TABLE-07"), Map.of(HERE, "BI-TABLE-07")))
                .isEmpty();
    }

    @Test
    void poisonThatIsNotRejectedOrNotUnderItsCodeIsNamedAndSoIsAnInnocentRecordThatIs() {
        assertThat(differences(Map.of(HERE, "BI-TABLE-07"), Map.of()))
                .containsExactly(HERE + " is poison (BI-TABLE-07) and was not rejected");
        assertThat(differences(Map.of(HERE, "BI-TABLE-07"), Map.of(HERE, "BI-TABLE-10")))
                .containsExactly(HERE + " was rejected as BI-TABLE-10 and is poison of BI-TABLE-07");
        assertThat(differences(Map.of(HERE, "BI-TABLE-07"), Map.of(HERE, "BI-TABLE-07", THERE, "BI-TABLE-07")))
                .containsExactly(THERE + " was rejected and is no poison");
    }

    @Test
    void aRowOfAnyEntityIsNamedByTheHeadersOfItsEvent() {
        assertThat(Subject.of(event("ce_subject", "10053001:SKU-1")))
                .isEqualTo(new Subject("7", "jushuitan.inventory", "10053001:SKU-1"));
        assertThat(Subject.of(event("ce_time", "2026-11-20T04:00:00Z")))
                .as("without an id")
                .isEqualTo(new Subject("7", "jushuitan.inventory", ""));
    }

    /** Its personal values are taken out, so that it has other bytes than when it was parked. */
    @Test
    void whatWasParkedIsToldByItsTurnWhenItIsReleased() {
        var turns = Map.<String, Deque<String>>of("t2:1", new ArrayDeque<>(List.of("BI-TABLE-12", "", "BI-TABLE-01")));
        var again = new HashMap<String, String>();

        assertThat(DeadLetters.released(released("redacted"), turns, again)).isEqualTo("BI-TABLE-12");
        assertThat(DeadLetters.released(released("good"), turns, again)).isNull();
        assertThat(DeadLetters.released(released("{}"), turns, again))
                .as("in the place of a value that nobody could read")
                .isEqualTo("BI-TABLE-05");
        assertThat(DeadLetters.released(released("redacted"), turns, again))
                .as("parked and released once more")
                .isEqualTo("BI-TABLE-12");
        assertThat(DeadLetters.released(released("another"), turns, again)).isNull();
    }

    private static Seen released(String value) {
        return Seen.of(new ConsumerRecord<>(
                "erp.leke.order.history",
                0,
                0,
                "t2:1".getBytes(StandardCharsets.UTF_8),
                value.getBytes(StandardCharsets.UTF_8)));
    }

    private static List<String> differences(Map<Place, String> expected, Map<Place, String> found) {
        List<String> wrong = new ArrayList<>();
        DeadLetters.compare(expected, found, wrong);
        return wrong;
    }

    private static ConsumerRecord<byte[], byte[]> event(String header, String value) {
        var event = new ConsumerRecord<>("erp.jushuitan.inventory", 0, 0, new byte[0], new byte[0]);
        Map.of("ce_account", "7", "ce_type", "io.bisync.jushuitan.inventory.changed", header, value)
                .forEach((name, text) -> event.headers().add(name, text.getBytes(StandardCharsets.UTF_8)));
        return event;
    }
}
