/** Which accounts rest while their neighbours are loaded, why, and who lets them go. */
@NullMarked
package io.bisync.basic.hold;

import org.jspecify.annotations.NullMarked;
