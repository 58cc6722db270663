/** The vendors' pages as data: what an entity's fields are, mean and may hold. */
@NullMarked
package io.bisync.local.dictionary;

import org.jspecify.annotations.NullMarked;
