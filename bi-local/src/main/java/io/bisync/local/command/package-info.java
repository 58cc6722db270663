/** How the commands of the suite read what a person typed. */
@NullMarked
package io.bisync.local.command;

import org.jspecify.annotations.NullMarked;
