/** Tests of orders. */
@NullMarked
package io.bisync.leke.catalogue;

import org.jspecify.annotations.NullMarked;
