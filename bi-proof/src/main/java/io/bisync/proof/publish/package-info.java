/** What pages cost on their way from the ERP to Kafka, beside a loop that looks at nothing. */
@NullMarked
package io.bisync.proof.publish;

import org.jspecify.annotations.NullMarked;
