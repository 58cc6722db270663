package io.bisync.local.jushuitan.api;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Something that goes wrong with the next calls below a path, of one merchant or of all. */
public record Fault(
        Effect effect, int calls, String path, @Nullable Long coId) {

    /** What goes wrong. */
    public sealed interface Effect {
        /** The vendor answers this code. */
        record Code(int code, String message) implements Effect {}

        /** The transport answers this HTTP status and no JSON. */
        record Http(int status) implements Effect {}

        /** The right answer comes late. */
        record Slow(Duration delay) implements Effect {}

        /** The answer stops in the middle. */
        record BrokenJson() implements Effect {}

        /** A page of HTML comes with status 200. */
        record Html() implements Effect {}

        /** The page is empty and says that more follows. */
        record EmptyPage() implements Effect {}

        /** The last order of the page carries this {@code ts} instead of its own; a page without orders is answered as it is. */
        record OddTs(long ts) implements Effect {}

        /** The orders of the page carry no {@code ts}. */
        record WithoutTs() implements Effect {}
    }

    boolean concerns(String called, @Nullable Long company) {
        return called.startsWith(path) && (coId == null || coId.equals(company));
    }
}
