/** Tests of times as ERPs write them. */
@NullMarked
package io.bisync.time;

import org.jspecify.annotations.NullMarked;
