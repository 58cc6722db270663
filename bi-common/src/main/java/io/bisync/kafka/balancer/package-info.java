/** How producers choose a partition, by the names that producers in Go and C know. */
@NullMarked
package io.bisync.kafka.balancer;

import org.jspecify.annotations.NullMarked;
