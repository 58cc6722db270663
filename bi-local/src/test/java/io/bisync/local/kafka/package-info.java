/** Tests of the package of the same name. */
@NullMarked
package io.bisync.local.kafka;

import org.jspecify.annotations.NullMarked;
