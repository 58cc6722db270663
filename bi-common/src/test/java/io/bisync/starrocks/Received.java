package io.bisync.starrocks;

import java.util.Map;

/** A request that a scripted server received: its first line, headers in lower case, and how much of a body came. */
record Received(String line, Map<String, String> headers, long bodyBytes) {

    String path() {
        return line.split(" ")[1];
    }

    boolean hasCredentials() {
        return headers.containsKey("authorization");
    }
}
