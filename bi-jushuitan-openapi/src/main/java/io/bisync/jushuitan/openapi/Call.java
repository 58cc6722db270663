package io.bisync.jushuitan.openapi;

import java.time.Duration;

/**
 * A call that was made.
 *
 * @param path what was called
 * @param code the code of the answer; without one {@code malformed}, {@code unreachable}, {@code http} or {@code large}
 * @param took from the request to the end of the answer
 */
public record Call(String path, String code, Duration took) {}
