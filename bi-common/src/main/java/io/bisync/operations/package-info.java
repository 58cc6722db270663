/** Operations: what every service of the suite has in common when it is run and watched. */
@NullMarked
package io.bisync.operations;

import org.jspecify.annotations.NullMarked;
