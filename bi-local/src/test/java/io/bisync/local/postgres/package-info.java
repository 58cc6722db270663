/** Tests of the package of the same name. */
@NullMarked
package io.bisync.local.postgres;

import org.jspecify.annotations.NullMarked;
