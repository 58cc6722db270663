/** Tests of orders. */
@NullMarked
package io.bisync.jushuitan.catalogue;

import org.jspecify.annotations.NullMarked;
