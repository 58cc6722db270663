/** Tests of the kit that strikes history loads, and a share of it. */
@NullMarked
package io.bisync.proof.history;

import org.jspecify.annotations.NullMarked;
