/** What every table access shares. */
@NullMarked
package io.bisync.basic.database;

import org.jspecify.annotations.NullMarked;
