/** Checks the running suite from outside: what the ERPs hold must be what StarRocks shows. */
@NullMarked
package io.bisync.proof;

import org.jspecify.annotations.NullMarked;
