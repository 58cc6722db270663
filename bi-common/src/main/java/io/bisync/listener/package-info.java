/** All listeners of a service in one list: how they stand, what becomes of them, and what operators decided of them. */
@NullMarked
package io.bisync.listener;

import org.jspecify.annotations.NullMarked;
