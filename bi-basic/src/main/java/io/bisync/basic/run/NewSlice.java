package io.bisync.basic.run;

/**
 * A slice that is to be.
 *
 * @param rows that it may have, by what was loaded before; 0 where that is not known
 */
record NewSlice(Part part, Interval window, long rows) {}
