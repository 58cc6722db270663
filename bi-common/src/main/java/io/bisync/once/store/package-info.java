/** What remembers which events were written: in memory, in a file, in a database. */
@NullMarked
package io.bisync.once.store;

import org.jspecify.annotations.NullMarked;
