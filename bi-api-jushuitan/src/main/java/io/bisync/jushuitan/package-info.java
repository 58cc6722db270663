/** The service that speaks Jushuitan: it pulls what changed, publishes it, and loads it into StarRocks. */
@NullMarked
package io.bisync.jushuitan;

import org.jspecify.annotations.NullMarked;
