package io.bisync.kafka;

/**
 * The brokers let this application in again, after they had refused it; published as an event. Whoever keeps a producer makes
 * a new one: a producer that was refused while it asked for its id never asks again, and everything it is given expires.
 */
public record Admitted() {}
