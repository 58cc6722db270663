/** The catalogue: what Jushuitan's API has, one declaration for each entity, and the list of them. */
@NullMarked
package io.bisync.jushuitan.catalogue;

import org.jspecify.annotations.NullMarked;
