/** Tests of the rules by which rows are loaded. */
@NullMarked
package io.bisync.local.starrocks.load;

import org.jspecify.annotations.NullMarked;
