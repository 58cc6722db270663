/** Settings: what a value may be, what became of a change, and where every value comes from. */
@NullMarked
package io.bisync.settings;

import org.jspecify.annotations.NullMarked;
