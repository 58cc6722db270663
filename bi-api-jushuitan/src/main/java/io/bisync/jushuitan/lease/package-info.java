/** Leases: which accounts this process has, and how far their pulls have come. */
@NullMarked
package io.bisync.jushuitan.lease;

import org.jspecify.annotations.NullMarked;
