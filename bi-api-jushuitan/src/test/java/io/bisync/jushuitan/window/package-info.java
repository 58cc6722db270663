/** Tests of windows. */
@NullMarked
package io.bisync.jushuitan.window;

import org.jspecify.annotations.NullMarked;
