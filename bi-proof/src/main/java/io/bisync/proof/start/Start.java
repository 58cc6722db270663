package io.bisync.proof.start;

/**
 * One start.
 *
 * @param what the service, or what the job does
 * @param wallSeconds until it takes traffic; of a job, until it has ended
 * @param cpuSeconds of the whole process until then
 */
record Start(String what, Form form, int round, double wallSeconds, double cpuSeconds) {}
