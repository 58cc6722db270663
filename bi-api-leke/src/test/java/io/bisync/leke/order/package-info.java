/** Tests of orders. */
@NullMarked
package io.bisync.leke.order;

import org.jspecify.annotations.NullMarked;
