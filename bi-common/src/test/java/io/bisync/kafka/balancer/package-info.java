@NullMarked
package io.bisync.kafka.balancer;

import org.jspecify.annotations.NullMarked;
