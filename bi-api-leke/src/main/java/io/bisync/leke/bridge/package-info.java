/** The bridge: events of Leke's contract from whoever has no Kafka client, over HTTP and gRPC, by one set of rules. */
@NullMarked
package io.bisync.leke.bridge;

import org.jspecify.annotations.NullMarked;
