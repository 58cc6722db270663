package io.bisync.proof.crash.member;

import java.util.Arrays;
import java.util.List;

/** The steps of loading at which a member dies, named as docs/reliability.md names them. */
public enum CrashPoint {
    C01("after the poll, before the intent", Where.PORT, 2),
    C02("intent sent, not acknowledged", Where.PORT, 2),
    C03("intent committed, before connecting", Where.PORT, 4),
    C04("redirect received, before the BE", Where.WIRE, 4),
    C05("headers sent, waiting for 100-continue", Where.WIRE, 4),
    C06("body half sent", Where.WIRE, 4),
    C07("body sent, no answer", Where.WIRE, 4),
    C08("committed, answer lost", Where.WIRE, 4),
    C09("answer received, before the closing commit", Where.PORT, 2),
    C10("closing commit sent, not acknowledged", Where.PORT, 2),
    C11("closing commit done", Where.PORT, 2),
    C12("poison: before splitting", Where.PORT, 1),
    C13("poison: split noted or between parts", Where.PORT, 4),
    C14("dead letter sent, not acknowledged", Where.PORT, 1),
    C15("dead letter acknowledged, before the commit", Where.PORT, 1),
    C16("while partitions are revoked", Where.REBALANCE, 1),
    C17("while partitions are lost", Where.REBALANCE, 1);

    /** Who sees the step. */
    public enum Where {
        /** The ports of the core. */
        PORT,
        /** Whoever stands between StarRocks and the client. */
        WIRE,
        /** The consumer's rebalance listener: somebody else has to cause it. */
        REBALANCE
    }

    final String words;
    public final Where where;
    /** How many times the step may be passed before it is the last one, at most; exclusive. */
    public final int passes;

    CrashPoint(String words, Where where, int passes) {
        this.words = words;
        this.where = where;
        this.passes = passes;
    }

    public static List<CrashPoint> at(Where where) {
        return Arrays.stream(values()).filter(it -> it.where == where).toList();
    }

    /** For the report. */
    public String row() {
        return name() + " " + words;
    }
}
