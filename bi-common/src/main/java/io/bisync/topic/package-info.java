/** Topics: what a service needs of Kafka, created or checked when it starts. */
@NullMarked
package io.bisync.topic;

import org.jspecify.annotations.NullMarked;
