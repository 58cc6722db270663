/** Tests of the dictionaries. */
@NullMarked
package io.bisync.local.dictionary;

import org.jspecify.annotations.NullMarked;
