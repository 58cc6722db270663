@NullMarked
package io.bisync.dictionary;

import org.jspecify.annotations.NullMarked;
