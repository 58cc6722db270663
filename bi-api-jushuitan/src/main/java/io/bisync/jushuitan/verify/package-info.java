/** Verifying: what the ERP has beside what StarRocks has, counted or row by row. */
@NullMarked
package io.bisync.jushuitan.verify;

import org.jspecify.annotations.NullMarked;
