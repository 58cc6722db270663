package io.bisync.once;

import io.bisync.time.Backoff;

/**
 * How a processor works.
 *
 * @param variant whether events are reserved
 * @param maxRetries so often an event is tried again after its first try
 * @param backoff how long it rests before that
 * @param checkpointInterval after so many confirmed events the positions are kept
 */
public record OnceSettings(Variant variant, int maxRetries, Backoff backoff, int checkpointInterval) {}
