@NullMarked
package io.bisync.proof.dedup;

import org.jspecify.annotations.NullMarked;
