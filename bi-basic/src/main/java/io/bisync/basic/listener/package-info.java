/** The listeners of all services: how they stand, what operators decide of them, and where their groups read on. */
@NullMarked
package io.bisync.basic.listener;

import org.jspecify.annotations.NullMarked;
