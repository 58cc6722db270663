@NullMarked
package io.bisync.proof.start;

import org.jspecify.annotations.NullMarked;
