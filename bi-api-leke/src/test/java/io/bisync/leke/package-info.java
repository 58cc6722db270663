/** Tests of the service as a whole. */
@NullMarked
package io.bisync.leke;

import org.jspecify.annotations.NullMarked;
