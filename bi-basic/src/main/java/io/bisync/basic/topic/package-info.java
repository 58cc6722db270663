/** Topics as the brokers know them: which there are, where their partitions begin and end, and how long they keep. */
@NullMarked
package io.bisync.basic.topic;

import org.jspecify.annotations.NullMarked;
