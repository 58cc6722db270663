package io.bisync.run.work;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A slice cannot go on, for a reason that whoever began its run can understand. */
public final class SliceStoppedException extends Exception {

    private final String code;
    private final boolean lasting;
    private final @Nullable Duration pause;

    private SliceStoppedException(String code, String detail, boolean lasting, @Nullable Duration pause) {
        super(detail);
        this.code = code;
        this.lasting = lasting;
        this.pause = pause;
    }

    /**
     * It is tried again after a while, longer each time.
     *
     * @param code of docs/errors.md
     * @param detail the same in words, without secrets
     */
    public static SliceStoppedException passing(String code, String detail) {
        return new SliceStoppedException(code, detail, false, null);
    }

    /** It is tried again when the pause is over: two days at most. */
    public static SliceStoppedException passing(String code, String detail, Duration pause) {
        return new SliceStoppedException(code, detail, false, pause);
    }

    /** Nobody tries it again before a person says so. */
    public static SliceStoppedException lasting(String code, String detail) {
        return new SliceStoppedException(code, detail, true, null);
    }

    /** A code of docs/errors.md. */
    public String code() {
        return code;
    }

    /** Whether nobody tries it again before a person says so. */
    public boolean isLasting() {
        return lasting;
    }

    /** How long nobody needs to try; null where that is found by how often it failed. */
    public @Nullable Duration pause() {
        return pause;
    }
}
