@NullMarked
package io.bisync.run.work;

import org.jspecify.annotations.NullMarked;
