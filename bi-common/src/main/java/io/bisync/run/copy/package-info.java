/**
 * Records that Kafka still has, once more: copied to the topic of history, where replays and redrives send them, or compared
 * with what StarRocks has.
 */
@NullMarked
package io.bisync.run.copy;

import org.jspecify.annotations.NullMarked;
