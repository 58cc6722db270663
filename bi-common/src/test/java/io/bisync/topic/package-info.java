/** Tests of {@code io.bisync.topic}. */
@NullMarked
package io.bisync.topic;

import org.jspecify.annotations.NullMarked;
