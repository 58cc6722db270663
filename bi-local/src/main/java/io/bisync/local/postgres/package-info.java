/** A real PostgreSQL as a process of its own, from the binaries of its Maven artifact. */
@NullMarked
package io.bisync.local.postgres;

import org.jspecify.annotations.NullMarked;
