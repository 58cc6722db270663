package io.bisync.starrocks.http;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * The final answer of an FE or BE.
 *
 * @param status the HTTP status
 * @param text the body
 * @param complete whether the body is all there, or longer than anybody reads
 */
record Reply(int status, String text, boolean complete) {

    static Reply of(int status, byte[] atMostOneMore, int longest) {
        return atMostOneMore.length > longest
                ? new Reply(status, new String(atMostOneMore, 0, longest, UTF_8), false)
                : new Reply(status, new String(atMostOneMore, UTF_8), true);
    }
}
