/** Outbox: events that reach Kafka exactly when the change that they tell of is committed. */
@NullMarked
package io.bisync.basic.outbox;

import org.jspecify.annotations.NullMarked;
