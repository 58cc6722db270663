/** Servers that hold: what a client may take of a server's time and memory. */
@NullMarked
package io.bisync.server;

import org.jspecify.annotations.NullMarked;
