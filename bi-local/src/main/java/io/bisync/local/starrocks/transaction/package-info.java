/** Load transactions: labels, states, and what is kept of them. */
@NullMarked
package io.bisync.local.starrocks.transaction;

import org.jspecify.annotations.NullMarked;
