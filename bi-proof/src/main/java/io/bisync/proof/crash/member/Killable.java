package io.bisync.proof.crash.member;

/** A worker as the one who kills it sees it: in this JVM, or a process. */
public interface Killable extends AutoCloseable {

    /** Lets it die at a step that it sees itself, after so many passes. */
    void arm(CrashPoint point, int passes);

    /** It may live on. */
    void disarm();

    /** Kills it wherever it is. */
    void kill();

    /** Stops it in the middle of whatever it does. */
    void pause();

    /** Lets it go on as if no time had passed. */
    void resume();

    boolean isDead();

    /** When it died, by {@link System#nanoTime}. */
    long diedAt();

    /** Lets it end in order. */
    @Override
    void close();
}
