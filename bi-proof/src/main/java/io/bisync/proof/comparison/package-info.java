/** What the ERPs hold must be what StarRocks shows, row by row, and nothing else may be anywhere. */
@NullMarked
package io.bisync.proof.comparison;

import org.jspecify.annotations.NullMarked;
