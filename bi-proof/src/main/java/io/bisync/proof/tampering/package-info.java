/** The check is checked: what is tampered with must be found. */
@NullMarked
package io.bisync.proof.tampering;

import org.jspecify.annotations.NullMarked;
