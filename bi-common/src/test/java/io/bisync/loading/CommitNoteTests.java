package io.bisync.loading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class CommitNoteTests {

    @Test
    void whatIsWrittenIsRead() {
        var intent = new CommitNote.Intent(
                1234,
                Instant.ofEpochMilli(1_767_225_600_123L),
                "Zk3_-x",
                new CommitNote.Content(500, -7L),
                new TreeSet<>(List.of("ods_a", "ods_b")));
        var open = new CommitNote("EwFt-3sYRzq1", 2, 5, intent);
        var closed = new CommitNote("EwFt-3sYRzq1", 0, 0, null);
        assertThat(CommitNote.parse(open.text())).isEqualTo(open);
        assertThat(CommitNote.parse(closed.text())).isEqualTo(closed);
        assertThat(open.text()).hasSizeLessThan(300);
    }

    @Test
    void anOffsetThatSomebodyElseSetIsTakenAsItIs() {
        assertThat(CommitNote.parse("")).isNull();
        assertThat(CommitNote.parse("set by hand")).isNull();
        assertThat(CommitNote.parse("billing reset on Monday")).isNull();
    }

    @Test
    void anIntentOfAnOlderVersionIsReadWithoutWhatItDoesNotSay() {
        assertThat(CommitNote.parse("bi1 topic=x epoch=1 aside=0 to=9 at=5"))
                .isEqualTo(new CommitNote(
                        "x", 1, 0, new CommitNote.Intent(9, Instant.ofEpochMilli(5), null, null, new TreeSet<>())));
    }

    @Test
    void keysOfALaterVersionAreSkipped() {
        assertThat(CommitNote.parse("bi1 topic=x epoch=1 aside=0 mood=good to=9 at=5"))
                .isEqualTo(CommitNote.parse("bi1 topic=x epoch=1 aside=0 to=9 at=5"));
    }

    @Test
    void aFormatThatIsNotKnownIsRefusedAndNotIgnored() {
        assertThatThrownBy(() -> CommitNote.parse("bi2 topic=x to=9"))
                .isInstanceOf(TroubleException.class)
                .hasMessageContaining("newer version");
        assertThatThrownBy(() -> CommitNote.parse("bi1 topic=x to=nine")).isInstanceOf(TroubleException.class);
        assertThatThrownBy(() -> CommitNote.parse("bi1 epoch=0")).isInstanceOf(TroubleException.class);
    }
}
