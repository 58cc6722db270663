package io.bisync.cron.run;

import io.bisync.run.RunKind;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** A kind of run as a command line and its answers name it. */
enum RunVerb {
    RUN(RunKind.HISTORY, "loaded", "nothing is left to load", "again"),
    REPLAY(RunKind.REPLAY, "done", "Kafka has no record of it", "dry topic offsets"),
    REDRIVE(RunKind.REDRIVE, "done", "there is no such letter to send", "again topic letters code"),
    VERIFY(RunKind.VERIFY, "compared", "nothing is left to compare", "again deep"),
    REPAIR(RunKind.REPAIR, "done", "nothing is left to compare", "again deep");

    /** Those that any kind of run understands. */
    static final Set<String> COMMON = Set.of("source", "account", "entity", "from", "to", "reason");

    private final RunKind kind;
    private final String done;
    private final String nothing;
    /** With blanks between. */
    private final String own;

    RunVerb(RunKind kind, String done, String nothing, String own) {
        this.kind = kind;
        this.done = done;
        this.nothing = nothing;
        this.own = own;
    }

    static RunVerb of(RunKind kind) {
        return Arrays.stream(values()).filter(it -> it.kind == kind).findFirst().orElseThrow();
    }

    static Optional<RunVerb> named(String word) {
        return Arrays.stream(values()).filter(it -> it.word().equals(word)).findFirst();
    }

    RunKind kind() {
        return kind;
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What a slice of it is that has come to its end. */
    String done() {
        return done;
    }

    /** Said of a run without slices. */
    String nothing() {
        return nothing;
    }

    /** Whether records of it may become dead letters. */
    boolean loads() {
        return this != VERIFY;
    }

    /** The arguments that it understands, and the words without a value. */
    Set<String> arguments() {
        var all = new TreeSet<>(COMMON);
        all.addAll(List.of(own.split(" ")));
        return all;
    }
}
