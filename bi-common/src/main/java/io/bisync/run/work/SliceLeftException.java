package io.bisync.run.work;

/** The slice is to be left at the end of its page; whoever has it next goes on from there. Nothing is wrong. */
public final class SliceLeftException extends RuntimeException {

    SliceLeftException() {
        super("The slice is left at the end of a page", null, false, false);
    }
}
