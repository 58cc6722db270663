/** Tests of status: the pure decisions. */
@NullMarked
package io.bisync.basic.status;

import org.jspecify.annotations.NullMarked;
