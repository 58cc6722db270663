/** The check, run as a test. */
@NullMarked
package io.bisync.proof;

import org.jspecify.annotations.NullMarked;
