@NullMarked
package io.bisync.run.comparison;

import org.jspecify.annotations.NullMarked;
