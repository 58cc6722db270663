@NullMarked
package io.bisync.proof.catalogue;

import org.jspecify.annotations.NullMarked;
