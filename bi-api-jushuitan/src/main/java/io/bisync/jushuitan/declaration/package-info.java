/** Declaring: what is said of an entity of Jushuitan once, and all else is built from. */
@NullMarked
package io.bisync.jushuitan.declaration;

import org.jspecify.annotations.NullMarked;
