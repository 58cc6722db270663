/** Kafka: how our own clients connect and what they are set to, apart from those of the application around them. */
@NullMarked
package io.bisync.kafka;

import org.jspecify.annotations.NullMarked;
