/** What all packages of the starter have to keep. */
@NullMarked
package io.bisync;

import org.jspecify.annotations.NullMarked;
