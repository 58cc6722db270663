/** Push: what Jushuitan says to have changed becomes a hint, and a hint is read again through the signed API. */
@NullMarked
package io.bisync.jushuitan.push;

import org.jspecify.annotations.NullMarked;
