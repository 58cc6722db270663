/** The rules of structure that every module's tests apply. */
@NullMarked
package io.bisync.local;

import org.jspecify.annotations.NullMarked;
