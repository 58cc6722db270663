package io.bisync.loading.range;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bisync.loading.FailureException;
import io.bisync.loading.Held;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class OffsetMetadataTests {

    private static final Rejections ASIDE =
            new Rejections(new TreeMap<>(Map.of("7", 5, "8", 2)), new TreeMap<>(Map.of("9", 77L)));

    @Test
    void whatIsWrittenIsRead() {
        var intent = new OffsetMetadata.Intent(
                1234,
                Instant.ofEpochMilli(1_767_225_600_123L),
                "Zk3_-x",
                new OffsetMetadata.Content(500, -7L),
                new TreeSet<>(List.of("ods_a", "ods_b")),
                new TreeMap<>(Map.of("7", new Held(1_200, false), "tenant, with = all:", new Held(3, true))),
                new TreeSet<>(List.of(-1, 1_234_567)));
        var open = new OffsetMetadata("EwFt-3sYRzq1", 2, ASIDE, intent);
        var closed = new OffsetMetadata("EwFt-3sYRzq1", 0, Rejections.NOTHING, null);
        assertThat(OffsetMetadata.parse(open.text())).isEqualTo(open);
        assertThat(OffsetMetadata.parse(closed.text())).isEqualTo(closed);
        assertThat(open.text()).hasSizeLessThan(300);
    }

    @Test
    void anOffsetThatSomebodyElseSetIsTakenAsItIs() {
        assertThat(OffsetMetadata.parse("")).isNull();
        assertThat(OffsetMetadata.parse("set by hand")).isNull();
        assertThat(OffsetMetadata.parse("billing reset on Monday")).isNull();
    }

    @Test
    void anIntentOfAnOlderVersionIsReadWithoutWhatItDoesNotSay() {
        assertThat(OffsetMetadata.parse("bi1 topic=x epoch=1 aside=0 to=9 at=5"))
                .isEqualTo(new OffsetMetadata(
                        "x",
                        1,
                        Rejections.NOTHING,
                        new OffsetMetadata.Intent(
                                9,
                                Instant.ofEpochMilli(5),
                                null,
                                null,
                                new TreeSet<>(),
                                new TreeMap<>(),
                                new TreeSet<>())));
    }

    @Test
    void keysOfALaterVersionAreSkipped() {
        assertThat(OffsetMetadata.parse("bi1 topic=x epoch=1 aside=0 mood=good to=9 at=5"))
                .isEqualTo(OffsetMetadata.parse("bi1 topic=x epoch=1 aside=0 to=9 at=5"));
    }

    @Test
    void whoeverDoesNotKnowOfHeldAccountsMustNotReadAnIntentWithOne() {
        var intent = new OffsetMetadata.Intent(
                9,
                Instant.ofEpochMilli(5),
                "s",
                null,
                new TreeSet<>(),
                new TreeMap<>(Map.of("7", new Held(3, false))),
                new TreeSet<>());
        assertThat(new OffsetMetadata("x", 0, ASIDE, intent).text())
                .startsWith("bi2 ")
                .contains(" held=7:3");
        var unread = new OffsetMetadata.Intent(
                9, Instant.ofEpochMilli(5), "s", null, new TreeSet<>(), new TreeMap<>(), new TreeSet<>(List.of(7, 3)));
        assertThat(new OffsetMetadata("x", 0, ASIDE, unread).text())
                .startsWith("bi3 ")
                .contains(" unread=3,7");
        assertThat(new OffsetMetadata("x", 0, ASIDE, null).text())
                .isEqualTo("bi1 topic=x epoch=0 runs=7:5,8:2 holds=9:77");
    }

    @Test
    void theLongestRunsAreKeptWhereNotAllHaveRoom() {
        var runs = new TreeMap<String, Integer>();
        for (var account = 0; account < 500; account++) {
            runs.put("account-" + account, account);
        }
        var note = new OffsetMetadata("x", 0, new Rejections(runs, new TreeMap<>()), null).text();
        assertThat(note)
                .hasSizeLessThan(AccountNumbers.LONGEST + 30)
                .contains("account-499:499")
                .doesNotContain("account-1:1,");
    }

    @Test
    void aFormatThatIsNotKnownIsRefusedAndNotIgnored() {
        assertThatThrownBy(() -> OffsetMetadata.parse("bi4 topic=x to=9"))
                .isInstanceOf(FailureException.class)
                .hasMessageContaining("newer version");
        assertThatThrownBy(() -> OffsetMetadata.parse("bi1 topic=x to=nine")).isInstanceOf(FailureException.class);
        assertThatThrownBy(() -> OffsetMetadata.parse("bi1 epoch=0")).isInstanceOf(FailureException.class);
    }
}
