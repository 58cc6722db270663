package io.bisync.loading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class CommitNoteTests {

    @Test
    void whatIsWrittenIsRead() {
        var intent = new CommitNote.Intent(1234, Instant.ofEpochMilli(1_767_225_600_123L));
        var open = new CommitNote("EwFt-3sYRzq1", 2, 5, intent);
        var closed = new CommitNote("EwFt-3sYRzq1", 0, 0, null);
        assertThat(CommitNote.parse(open.text())).isEqualTo(open);
        assertThat(CommitNote.parse(closed.text())).isEqualTo(closed);
        assertThat(open.text()).hasSizeLessThan(200);
    }

    @Test
    void anOffsetThatSomebodyElseSetIsTakenAsItIs() {
        assertThat(CommitNote.parse("")).isNull();
        assertThat(CommitNote.parse("set by hand")).isNull();
    }

    @Test
    void keysOfALaterVersionAreSkipped() {
        assertThat(CommitNote.parse("bi1 topic=x epoch=1 aside=0 split=7 to=9 at=5"))
                .isEqualTo(new CommitNote("x", 1, 0, new CommitNote.Intent(9, Instant.ofEpochMilli(5))));
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
