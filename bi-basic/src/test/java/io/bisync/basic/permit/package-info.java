/** The sliding bucket by itself. */
@NullMarked
package io.bisync.basic.permit;

import org.jspecify.annotations.NullMarked;
