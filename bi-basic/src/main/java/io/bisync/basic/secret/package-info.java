/** Sealed values under the keys of today. */
@NullMarked
package io.bisync.basic.secret;

import org.jspecify.annotations.NullMarked;
