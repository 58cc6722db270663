@NullMarked
package io.bisync.proof.lane;

import org.jspecify.annotations.NullMarked;
