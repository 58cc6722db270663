/** Tests of servers that hold. */
@NullMarked
package io.bisync.server;

import org.jspecify.annotations.NullMarked;
