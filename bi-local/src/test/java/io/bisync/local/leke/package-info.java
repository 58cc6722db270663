/** Tests of the package of the same name. */
@NullMarked
package io.bisync.local.leke;

import org.jspecify.annotations.NullMarked;
