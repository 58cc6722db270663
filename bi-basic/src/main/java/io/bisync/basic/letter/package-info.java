/** Dead letters of all services: an index over their topics, what a person decided about each, and REST. The bytes stay in Kafka. */
@NullMarked
package io.bisync.basic.letter;

import org.jspecify.annotations.NullMarked;
