/** Secrets at rest and on the way: sealed with a keyset that lives in a mounted file. */
@NullMarked
package io.bisync.secret;

import org.jspecify.annotations.NullMarked;
