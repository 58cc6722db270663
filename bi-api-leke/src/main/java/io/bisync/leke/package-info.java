/** The service of Leke: its change events to StarRocks. */
@NullMarked
package io.bisync.leke;

import org.jspecify.annotations.NullMarked;
