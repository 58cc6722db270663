/** Events: an ERP record on its way to Kafka and the headers that describe it. */
@NullMarked
package io.bisync.event;

import org.jspecify.annotations.NullMarked;
