package io.bisync.basic.access;

/** What the holder of an API token may do. */
enum Role {
    /** Manages accounts and API tokens; never sees a sealed secret. */
    ADMIN,
    /** Speaks to an ERP: credentials, tokens, cursors, permits and reports. */
    SERVICE,
    /** Plans, begins and steers runs; reads. */
    JOB,
    /** Reads. */
    VIEWER,
    /** Reads, and what an ERP wrote as well, with its personal values, where that could not be loaded. */
    INSPECTOR,
    /** Publishes the events of one tenant of one source through that source's service; here it may nothing. */
    PUBLISHER
}
