/** Who did what: every change, kept for ever. */
@NullMarked
package io.bisync.basic.audit;

import org.jspecify.annotations.NullMarked;
