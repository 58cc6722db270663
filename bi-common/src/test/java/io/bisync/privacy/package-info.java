/** Tests of privacy. */
@NullMarked
package io.bisync.privacy;

import org.jspecify.annotations.NullMarked;
