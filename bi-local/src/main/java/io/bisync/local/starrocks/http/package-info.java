/** A small HTTP/1.1 server on plain sockets that leaves "100 Continue", closing and resetting to whoever answers. */
@NullMarked
package io.bisync.local.starrocks.http;

import org.jspecify.annotations.NullMarked;
