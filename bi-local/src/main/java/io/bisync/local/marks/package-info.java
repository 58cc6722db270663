/** Personal values that the simulators plant where a redactor may not look for them. */
@NullMarked
package io.bisync.local.marks;

import org.jspecify.annotations.NullMarked;
