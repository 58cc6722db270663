/** The control plane as a service sees it: accounts, tokens, cursors, call permits and the status it reports. */
@NullMarked
package io.bisync.account;

import org.jspecify.annotations.NullMarked;
