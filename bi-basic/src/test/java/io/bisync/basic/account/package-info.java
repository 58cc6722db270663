/** Accounts, without a server. */
@NullMarked
package io.bisync.basic.account;

import org.jspecify.annotations.NullMarked;
