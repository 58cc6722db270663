package io.bisync.loading;

import io.bisync.time.Backoff;
import java.time.Duration;

/** Why a partition rests; what comes next depends on it. */
public enum FailureKind {
    /** StarRocks asks for a pause, or cannot be reached. */
    NOT_NOW("BI-LOAD-01", Pace.PATIENT),
    /** What became of a load is not known yet. */
    UNDECIDED("BI-LOAD-02", Pace.NORMAL),
    /** StarRocks refused rows and aborted the load: the range is loaded in parts to find them. */
    REFUSED("BI-LOAD-03", Pace.QUICK),
    /** A load cannot work as things are set up. */
    MISCONFIGURED("BI-LOAD-04", Pace.PATIENT),
    /** Too many records in a row would be rejected: a schema is wrong, not a record. */
    SCHEMA("BI-LOAD-05", Pace.STOPPED),
    /** The dead letter topic did not acknowledge. */
    DEAD_LETTERS("BI-LOAD-06", Pace.NORMAL),
    /** A commit's outcome is unknown. */
    COMMIT("BI-LOAD-07", Pace.QUICK),
    /** The note beside the committed offset is of another version. */
    NOTE_UNKNOWN("BI-LOAD-08", Pace.STOPPED),
    /** Records came below the expected offset. */
    OUT_OF_ORDER("BI-LOAD-09", Pace.QUICK),
    /** An exception that nobody expects. */
    UNEXPECTED("BI-LOAD-10", Pace.NORMAL),
    /** Loads are too frequent for a table: the linger grows. */
    TOO_OFTEN("BI-LOAD-14", Pace.PATIENT),
    /** The records of an intended range are not what they were. */
    CHANGED("BI-LOAD-15", Pace.STOPPED),
    /** StarRocks committed another number of rows than was sent. */
    MISCOUNTED("BI-LOAD-16", Pace.STOPPED),
    /** The committed offset is not in the topic any more, or not yet. */
    OUT_OF_RANGE("BI-LOAD-17", Pace.STOPPED),
    /** The topic was deleted and made again while this process loaded it. */
    RECREATED("BI-LOAD-18", Pace.STOPPED),
    /** The schema registry does not answer. */
    REGISTRY("BI-REGISTRY-01", Pace.NORMAL),
    /** The schema registry does not know the schema of a value. */
    UNKNOWN_SCHEMA("BI-REGISTRY-02", Pace.NORMAL);

    /** How soon a partition tries again. */
    private enum Pace {
        /** At once, then as {@link #NORMAL}. */
        QUICK,
        NORMAL,
        PATIENT,
        /** As seldom as possible: a person has to change something. */
        STOPPED
    }

    private static final int PATIENCE = 5;

    private final String code;
    private final Pace pace;

    FailureKind(String code, Pace pace) {
        this.code = code;
        this.pace = pace;
    }

    /** The code that docs/errors.md explains. */
    public String code() {
        return code;
    }

    /** Whether a person has to change something first. */
    public boolean isStopped() {
        return pace == Pace.STOPPED;
    }

    /** How long a partition rests after so many failures in a row. */
    public Duration rest(Backoff backoff, int failures) {
        return switch (pace) {
            case QUICK -> failures <= 1 ? Duration.ZERO : backoff.after(failures - 1);
            case NORMAL -> backoff.after(failures);
            case PATIENT -> backoff.slower(PATIENCE).after(failures);
            case STOPPED -> backoff.longest();
        };
    }
}
