@NullMarked
package io.bisync.kafka;

import org.jspecify.annotations.NullMarked;
