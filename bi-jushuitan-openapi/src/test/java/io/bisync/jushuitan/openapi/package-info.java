/** Tests of the open API's client. */
@NullMarked
package io.bisync.jushuitan.openapi;

import org.jspecify.annotations.NullMarked;
