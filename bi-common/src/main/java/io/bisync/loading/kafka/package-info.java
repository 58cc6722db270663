/** Loading inside Spring Kafka's listeners: thin adapters around the core, its settings, meters and health. */
@NullMarked
package io.bisync.loading.kafka;

import org.jspecify.annotations.NullMarked;
