package io.bisync.local.proxy;

import java.time.Duration;

/** What goes wrong with the bytes of one direction of a connection. */
public sealed interface Toxic {

    /** Bytes come late. */
    record Latency(Duration delay) implements Toxic {}

    /** No more than so many bytes come in a second. */
    record Bandwidth(long bytesPerSecond) implements Toxic {}

    /** Nothing comes any more; after so long both ends are closed. */
    record Timeout(Duration after) implements Toxic {}

    /** The end of the stream is told so much later. */
    record SlowClose(Duration delay) implements Toxic {}

    /** Bytes come in pieces, so many at a time with a pause between. */
    record Slicer(int bytes, Duration pause) implements Toxic {}

    /** After so many bytes both ends are closed. */
    record LimitData(long bytes) implements Toxic {}

    /** So long after the first bytes both ends are reset. */
    record ResetPeer(Duration after) implements Toxic {}
}
