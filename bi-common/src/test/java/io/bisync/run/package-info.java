/** A ledger in memory, and what every ledger promises. */
@NullMarked
package io.bisync.run;

import org.jspecify.annotations.NullMarked;
