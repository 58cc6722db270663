package io.bisync.starrocks.http;

import java.util.Map;

/** A request that a scripted server received: its first line, headers in lower case, and how much of a body came. */
record Received(String line, Map<String, String> headers, long bodyBytes) {

    String path() {
        return line.substring(line.indexOf(' ') + 1, line.lastIndexOf(' '));
    }

    boolean hasCredentials() {
        return headers.containsKey("authorization");
    }
}
