/** What {@code deploy} and the image recipe name exists in the code: nobody could run them where they were written. */
@NullMarked
package io.bisync.proof.deploy;

import org.jspecify.annotations.NullMarked;
