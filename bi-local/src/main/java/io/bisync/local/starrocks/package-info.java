/** A stand-in for StarRocks: Stream Load and HTTP SQL over PostgreSQL, strict where it exists; see STARROCKS-STAND-IN.md. */
@NullMarked
package io.bisync.local.starrocks;

import org.jspecify.annotations.NullMarked;
