/** What may be known of people: which fields are withheld until somebody allows them, and what a text may not hold. */
@NullMarked
package io.bisync.privacy;

import org.jspecify.annotations.NullMarked;
