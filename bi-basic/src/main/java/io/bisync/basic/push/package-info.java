/** Push: the addresses at which ERPs say that something changed, and operators who say it themselves. */
@NullMarked
package io.bisync.basic.push;

import org.jspecify.annotations.NullMarked;
