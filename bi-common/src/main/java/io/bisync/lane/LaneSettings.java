package io.bisync.lane;

import java.time.Duration;

/**
 * How one listener's lanes work.
 *
 * @param workers records of the listener that are worked on at once
 * @param bound a partition with so many records from its oldest unfinished one on is paused
 * @param attempts so often a record is tried before it is set aside
 * @param firstRetry how long after its first failure; doubled with each further one, half of it more or less by chance
 * @param longestRetry no wait between two attempts is longer
 * @param drain a partition that goes to another member waits so long for the records that are at work
 */
record LaneSettings(int workers, int bound, int attempts, Duration firstRetry, Duration longestRetry, Duration drain) {}
