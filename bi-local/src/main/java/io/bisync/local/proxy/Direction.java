package io.bisync.local.proxy;

/** Which way bytes go through a proxy. */
public enum Direction {
    /** What the client sends. */
    TO_SERVER,
    /** What the server answers. */
    TO_CLIENT
}
