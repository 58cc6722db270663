package io.bisync.proof.tampering;

import io.bisync.proof.finding.Verdict;

/**
 * Something that must not go unnoticed, and how it is undone.
 *
 * @param what the deed, as a sentence
 * @param verdict how the check has to end while it stands
 * @param names what the printed finding has to name
 * @param undo puts everything back as it was
 */
record Tampering(String what, Verdict verdict, String names, Runnable undo) {}
