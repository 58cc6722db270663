/** A real Kafka broker as a process of its own, so that it can be killed and started again. */
@NullMarked
package io.bisync.local.kafka;

import org.jspecify.annotations.NullMarked;
