/** Orders: from Leke's order topic to the order tables. */
@NullMarked
package io.bisync.leke.order;

import org.jspecify.annotations.NullMarked;
