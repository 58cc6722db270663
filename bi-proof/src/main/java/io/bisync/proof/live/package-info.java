/** How long a change takes from the ERP to its row, and what loads cost while little happens. */
@NullMarked
package io.bisync.proof.live;

import org.jspecify.annotations.NullMarked;
