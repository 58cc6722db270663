/** Times as ERPs write them and as tables hold them, the wall time of Shanghai; and how long to rest after failures. */
@NullMarked
package io.bisync.time;

import org.jspecify.annotations.NullMarked;
