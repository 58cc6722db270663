/** The services as their images start them: how fast, and whether the images run as pods do. */
@NullMarked
package io.bisync.proof.start;

import org.jspecify.annotations.NullMarked;
