/** The rules of loading as sentences. */
@NullMarked
package io.bisync.loading;

import org.jspecify.annotations.NullMarked;
