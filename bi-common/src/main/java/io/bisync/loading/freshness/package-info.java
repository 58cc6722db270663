/** Freshness: writes beside the data whose it is and how fresh, for those who read SQL and ask no service. */
@NullMarked
package io.bisync.loading.freshness;

import org.jspecify.annotations.NullMarked;
