/** A real schema registry as a process of its own. */
@NullMarked
package io.bisync.local.registry;

import org.jspecify.annotations.NullMarked;
