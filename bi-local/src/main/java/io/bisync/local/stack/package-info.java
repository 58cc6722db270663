/** The whole suite on one machine: real broker and PostgreSQL, stand-ins, and the services as processes. */
@NullMarked
package io.bisync.local.stack;

import org.jspecify.annotations.NullMarked;
