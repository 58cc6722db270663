/** What pulling many entities of many accounts costs, and how late it is. */
@NullMarked
package io.bisync.proof.pull;

import org.jspecify.annotations.NullMarked;
