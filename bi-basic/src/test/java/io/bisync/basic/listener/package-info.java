/** Tests of status: the pure decisions. */
@NullMarked
package io.bisync.basic.listener;

import org.jspecify.annotations.NullMarked;
