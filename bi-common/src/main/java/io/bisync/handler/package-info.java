/** Handlers of records: listeners as Spring has them, with retries, dead letters and a choice of how often a record is seen. */
@NullMarked
package io.bisync.handler;

import org.jspecify.annotations.NullMarked;
