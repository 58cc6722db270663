/** What a person does with runs on a stack that stands still: loaded again, sent again, compared, repaired. */
@NullMarked
package io.bisync.proof.again;

import org.jspecify.annotations.NullMarked;
