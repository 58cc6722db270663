package io.bisync.basic.listener;

import io.bisync.account.ListenerStatus;
import java.time.Instant;

/**
 * A listener in one process.
 *
 * @param instance names the start of the process
 * @param reportedAt when it said so
 */
record Pod(String instance, Instant reportedAt, ListenerStatus status) {}
