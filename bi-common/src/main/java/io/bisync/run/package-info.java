/** Everything that loads again: runs and their slices, as the ledger in bi-basic keeps them and services work them off. */
@NullMarked
package io.bisync.run;

import org.jspecify.annotations.NullMarked;
