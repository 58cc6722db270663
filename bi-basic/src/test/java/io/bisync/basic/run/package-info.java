/** What is left of time, and who gets it, by themselves. */
@NullMarked
package io.bisync.basic.run;

import org.jspecify.annotations.NullMarked;
