package io.bisync.once;

/**
 * Writes an event.
 *
 * @param <E> what an event is
 */
@FunctionalInterface
public interface OnceAction<E> {

    /**
     * Returns when the event is written for good.
     *
     * @throws InterruptedException where nobody knows whether it was written
     * @throws Exception where it was not written, or may be written again: it is tried again
     */
    void write(E event) throws Exception;
}
