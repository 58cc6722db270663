/** Which record a row came from, and which rows a record made. */
@NullMarked
package io.bisync.loading.lineage;

import org.jspecify.annotations.NullMarked;
