@NullMarked
package io.bisync.proof.promotion;

import org.jspecify.annotations.NullMarked;
