/** What can be seen of the running suite from outside: its tables, its topics, its addresses. */
@NullMarked
package io.bisync.proof.probe;

import org.jspecify.annotations.NullMarked;
