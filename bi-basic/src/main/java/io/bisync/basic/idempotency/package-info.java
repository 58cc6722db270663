/** Creating calls that are repeated under one Idempotency-Key make one thing. */
@NullMarked
package io.bisync.basic.idempotency;

import org.jspecify.annotations.NullMarked;
