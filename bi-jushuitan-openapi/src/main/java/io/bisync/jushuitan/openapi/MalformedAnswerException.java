package io.bisync.jushuitan.openapi;

/** The bytes that came back are not the JSON of an answer: HTML, half a JSON, or something else. */
final class MalformedAnswerException extends Exception {

    MalformedAnswerException(String message) {
        super(message);
    }
}
