/** What a check answers, and how it ends. */
@NullMarked
package io.bisync.proof.finding;

import org.jspecify.annotations.NullMarked;
