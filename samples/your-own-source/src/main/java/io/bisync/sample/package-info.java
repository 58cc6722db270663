/** A source that the suite does not know, loaded by its starter. */
@NullMarked
package io.bisync.sample;

import org.jspecify.annotations.NullMarked;
