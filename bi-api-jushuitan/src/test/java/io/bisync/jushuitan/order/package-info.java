/** Tests of orders. */
@NullMarked
package io.bisync.jushuitan.order;

import org.jspecify.annotations.NullMarked;
