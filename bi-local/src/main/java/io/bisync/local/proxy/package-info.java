/** A TCP proxy on loopback that does to connections what networks do. */
@NullMarked
package io.bisync.local.proxy;

import org.jspecify.annotations.NullMarked;
