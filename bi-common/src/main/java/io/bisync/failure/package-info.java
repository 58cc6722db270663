/** What failures hold. */
@NullMarked
package io.bisync.failure;

import org.jspecify.annotations.NullMarked;
