/** Which rules for personal values the services load by, and since when. */
@NullMarked
package io.bisync.basic.privacy;

import org.jspecify.annotations.NullMarked;
