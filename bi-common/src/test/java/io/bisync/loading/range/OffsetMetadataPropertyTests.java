package io.bisync.loading.range;

import static org.assertj.core.api.Assertions.assertThat;

import io.bisync.loading.FailureException;
import io.bisync.loading.FailureKind;
import io.bisync.loading.Held;
import io.bisync.loading.range.OffsetMetadata.Content;
import io.bisync.loading.range.OffsetMetadata.Intent;
import java.time.Instant;
import java.util.TreeMap;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.StringLength;
import org.jspecify.annotations.Nullable;

/** Notes are read as they were written, and nothing else is taken for an intent. */
class OffsetMetadataPropertyTests {

    /** Kafka refuses longer metadata by default. */
    private static final int LONGEST = 4096;

    @Property(tries = 1_000)
    void whatIsWrittenIsRead(@ForAll("notes") OffsetMetadata note) {
        assertThat(OffsetMetadata.parse(note.text())).isEqualTo(note);
        assertThat(note.text()).hasSizeLessThan(LONGEST).matches("[ -~]+");
    }

    @Property(tries = 2_000)
    void whatSomebodyElseWroteIsNoNote(@ForAll @StringLength(max = 60) String metadata) {
        assertThat(parsed(metadata)).isNull();
    }

    @Property(tries = 2_000)
    void aNoteThatLostItsTopicOrItsEndIsNeverAnIntent(@ForAll("notes") OffsetMetadata note, @ForAll int word) {
        var words = new java.util.ArrayList<>(java.util.List.of(note.text().split(" ", -1)));
        var lost = words.remove(Math.floorMod(word, words.size()));
        var read = parsed(String.join(" ", words));
        if (lost.startsWith("bi") || lost.startsWith("topic=") || lost.startsWith("to=")) {
            assertThat(read == null ? null : read.intent()).isNull();
        }
    }

    @Property(tries = 3_000)
    void aDamagedNoteIsReadOrRefusedButNeverBreaksTheReader(
            @ForAll("notes") OffsetMetadata note, @ForAll int where, @ForAll char with) {
        var text = new StringBuilder(note.text());
        text.setCharAt(Math.floorMod(where, text.length()), with);
        var read = parsed(text.toString());
        if (read != null) {
            assertThat(OffsetMetadata.parse(read.text())).isEqualTo(read);
        }
    }

    /** Null for no note and for one that is refused by its name. */
    private static @Nullable OffsetMetadata parsed(String metadata) {
        try {
            return OffsetMetadata.parse(metadata);
        } catch (FailureException refused) {
            assertThat(refused.failure().kind()).isEqualTo(FailureKind.NOTE_UNKNOWN);
            return null;
        }
    }

    @Provide
    Arbitrary<OffsetMetadata> notes() {
        var words = Arbitraries.strings()
                .withCharRange('a', 'z')
                .withCharRange('0', '9')
                .withChars('_', '-')
                .ofMinLength(1)
                .ofMaxLength(40);
        var content = Combinators.combine(Arbitraries.integers().greaterOrEqual(0), Arbitraries.longs())
                .as(Content::new);
        var accounts = Arbitraries.strings()
                .withCharRange('\0', '\ud7ff')
                .ofMinLength(1)
                .ofMaxLength(8);
        var aside = Combinators.combine(
                        Arbitraries.maps(accounts, Arbitraries.integers().greaterOrEqual(1))
                                .ofMaxSize(6),
                        Arbitraries.maps(accounts, Arbitraries.longs().greaterOrEqual(0))
                                .ofMaxSize(6))
                .as((runs, holds) -> new Rejections(new TreeMap<>(runs), new TreeMap<>(holds)));
        var held = Combinators.combine(Arbitraries.longs().greaterOrEqual(0), Arbitraries.of(true, false))
                .as(Held::new);
        var intents = Combinators.combine(
                        Arbitraries.longs().greaterOrEqual(1),
                        Arbitraries.longs().between(0, 1L << 45),
                        words.injectNull(0.2),
                        content.injectNull(0.2),
                        words.set().ofMaxSize(4),
                        Arbitraries.maps(accounts, held).ofMaxSize(6),
                        Arbitraries.integers().set().ofMaxSize(6))
                .as((to, at, shape, records, split, parked, unread) -> new Intent(
                        to,
                        Instant.ofEpochMilli(at),
                        shape,
                        records,
                        new TreeSet<>(split),
                        new TreeMap<>(parked),
                        new TreeSet<>(unread)));
        return Combinators.combine(words, Arbitraries.integers().greaterOrEqual(0), aside, intents.injectNull(0.3))
                .as(OffsetMetadata::new);
    }
}
