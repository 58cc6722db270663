/** The catalogue: what Leke publishes, one declaration for each entity, and the list of them. */
@NullMarked
package io.bisync.leke.catalogue;

import org.jspecify.annotations.NullMarked;
