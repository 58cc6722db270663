@NullMarked
package io.bisync.proof.comparison;

import org.jspecify.annotations.NullMarked;
