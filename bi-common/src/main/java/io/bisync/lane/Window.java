package io.bisync.lane;

import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/** The records of a partition from the oldest unfinished one on: what a crash now would repeat. */
final class Window {

    private final ArrayDeque<Entry> entries = new ArrayDeque<>();
    private long next = -1;
    private int atWork;
    private boolean left;

    void add(Entry entry) {
        entries.add(entry);
        next = entry.offset() + 1;
    }

    /** Everything below is finished: what may be committed; -1 before it had a record. */
    long prefix() {
        return entries.isEmpty() ? next : entries.getFirst().offset();
    }

    /** The oldest unfinished record, or null. */
    @Nullable Entry oldest() {
        return entries.peek();
    }

    int size() {
        return entries.size();
    }

    int atWork() {
        return atWork;
    }

    Iterable<Entry> entries() {
        return entries;
    }

    void started() {
        atWork++;
    }

    void rested() {
        atWork--;
    }

    void finished() {
        while (!entries.isEmpty() && entries.getFirst().isDone()) {
            entries.removeFirst();
        }
    }

    /** Records that a new owner gets again although work on them began or ended here. */
    long repeats() {
        return entries.stream().filter(it -> it.isDone() || it.isAtWork()).count();
    }

    void leave() {
        left = true;
    }

    boolean isLeft() {
        return left;
    }
}
