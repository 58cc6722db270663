/** The Jushuitan open API, version 2: signing, tokens, pages and what its error codes mean. */
@NullMarked
package io.bisync.jushuitan.openapi;

import org.jspecify.annotations.NullMarked;
