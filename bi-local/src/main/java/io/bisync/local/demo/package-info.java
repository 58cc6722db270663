/** The command line of the local stack: the demo, and following one order through it. */
@NullMarked
package io.bisync.local.demo;

import org.jspecify.annotations.NullMarked;
