/** Who calls: the holder of the API token of this request. */
@NullMarked
package io.bisync.basic.caller;

import org.jspecify.annotations.NullMarked;
