/** Tests of {@code io.bisync.event}. */
@NullMarked
package io.bisync.event;

import org.jspecify.annotations.NullMarked;
