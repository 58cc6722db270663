/** The past: slices of runs, whose windows are asked of the ERP page by page. */
@NullMarked
package io.bisync.jushuitan.history;

import org.jspecify.annotations.NullMarked;
