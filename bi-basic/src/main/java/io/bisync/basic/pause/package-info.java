/** Which entities of which accounts are not pulled while all others are, why, and who lets them go on. */
@NullMarked
package io.bisync.basic.pause;

import org.jspecify.annotations.NullMarked;
