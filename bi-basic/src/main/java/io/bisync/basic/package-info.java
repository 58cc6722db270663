/** The control plane: accounts, sealed credentials and tokens, cursors, call permits and status. */
@NullMarked
package io.bisync.basic;

import org.jspecify.annotations.NullMarked;
