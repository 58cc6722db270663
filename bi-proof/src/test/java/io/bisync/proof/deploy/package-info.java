/** What {@code deploy} and the image recipe name exists in the code, and what is rendered from it is what a cluster takes. */
@NullMarked
package io.bisync.proof.deploy;

import org.jspecify.annotations.NullMarked;
