/** The open API: signature, tokens, limits and the queries, as the vendor checks them. */
@NullMarked
package io.bisync.local.jushuitan.api;

import org.jspecify.annotations.NullMarked;
