/** Sealing and unsealing, and what happens without a keyset. */
@NullMarked
package io.bisync.secret;

import org.jspecify.annotations.NullMarked;
