/** Pulls: what changed at Jushuitan, page by page, onto the topics of its entities, with a cursor that never skips. */
@NullMarked
package io.bisync.jushuitan.pull;

import org.jspecify.annotations.NullMarked;
