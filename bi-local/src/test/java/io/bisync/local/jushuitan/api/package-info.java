/** Tests of the vendor's checks. */
@NullMarked
package io.bisync.local.jushuitan.api;

import org.jspecify.annotations.NullMarked;
