/** Changes of accounts: what bi-basic tells as soon as it is committed, so that nobody has to wait for the next look. */
@NullMarked
package io.bisync.account.change;

import org.jspecify.annotations.NullMarked;
