/** What every ledger of slices must do. */
@NullMarked
package io.bisync.run;

import org.jspecify.annotations.NullMarked;
