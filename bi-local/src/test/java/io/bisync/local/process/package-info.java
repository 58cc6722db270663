/** Tests of the package of the same name. */
@NullMarked
package io.bisync.local.process;

import org.jspecify.annotations.NullMarked;
