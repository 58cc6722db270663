package io.bisync.proof.dedup;

/**
 * What one process measured.
 *
 * @param kind where the ids were held
 * @param ids that a window held
 * @param bytesAnId what the process grew by for each, resident
 * @param storeBytesAnId what the store says that it takes
 * @param twoPhase events a second of one thread: reserved, written by nothing, confirmed; one of ten a repeat
 * @param twoPhaseByTwo the same of two threads together
 * @param idempotent events a second of one thread that are only looked up and confirmed
 * @param newLookup nanoseconds until the store says that it does not know an id
 * @param filteredLookup the same with the Bloom filter before it
 * @param filterBytesAnId what the filter takes
 * @param askedInVain the part of new ids that the filter leaves to the store
 * @param hash nanoseconds for an id of five names by SHA-256
 * @param forgotten ids that left the window meanwhile
 * @param recoverySeconds until a process that starts knows what the file holds; 0 where there is none
 */
record DedupFigures(
        String kind,
        long ids,
        double bytesAnId,
        double storeBytesAnId,
        double twoPhase,
        double twoPhaseByTwo,
        double idempotent,
        double newLookup,
        double filteredLookup,
        double filterBytesAnId,
        double askedInVain,
        double hash,
        long forgotten,
        double recoverySeconds) {}
