/** What every control plane must do, and one that lives in memory. */
@NullMarked
package io.bisync.account;

import org.jspecify.annotations.NullMarked;
