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
    /** Publishes the events of one tenant of one source through that source's service; here it may nothing. */
    PUBLISHER
}
