/** Meters: what Prometheus' own linter says of a scrape. */
@NullMarked
package io.bisync.local.meters;

import org.jspecify.annotations.NullMarked;
