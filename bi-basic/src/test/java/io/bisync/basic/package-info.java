/** The running control plane, as those who call it see it. */
@NullMarked
package io.bisync.basic;

import org.jspecify.annotations.NullMarked;
