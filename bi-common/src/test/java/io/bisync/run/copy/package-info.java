@NullMarked
package io.bisync.run.copy;

import org.jspecify.annotations.NullMarked;
