package io.bisync.jushuitan.openapi;

import java.io.IOException;

/** Posts a form and brings back the bytes of the answer; whoever has an HTTP client of its own gives it by this. */
@FunctionalInterface
public interface Post {

    /** Sends the body to the path; throws where there is no whole answer with status 200. */
    byte[] send(String path, byte[] form) throws IOException;

    /** Jushuitan, or something in front of it, answered with another status than 200. */
    final class StatusException extends IOException {
        private final int status;

        public StatusException(int status) {
            super("HTTP status " + status);
            this.status = status;
        }

        int status() {
            return status;
        }
    }

    /** The answer is larger than anything that is read into memory. */
    final class TooLargeException extends IOException {
        public TooLargeException(long limit) {
            super(
                    "The answer is larger than %d bytes: allow larger ones (in bisync by bi.openapi.max-answer), or ask for smaller pages"
                            .formatted(limit));
        }
    }
}
