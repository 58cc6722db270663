@NullMarked
package io.bisync.proof.live;

import org.jspecify.annotations.NullMarked;
