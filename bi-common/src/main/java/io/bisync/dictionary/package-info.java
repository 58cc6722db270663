/** The dictionary: what the vendors' pages say of an entity's fields, and so what the columns of its tables mean. */
@NullMarked
package io.bisync.dictionary;

import org.jspecify.annotations.NullMarked;
