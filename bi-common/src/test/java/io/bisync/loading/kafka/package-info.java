/** Loading inside real listeners, against a real broker. */
@NullMarked
package io.bisync.loading.kafka;

import org.jspecify.annotations.NullMarked;
