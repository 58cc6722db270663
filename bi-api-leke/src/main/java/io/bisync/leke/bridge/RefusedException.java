package io.bisync.leke.bridge;

/** A request, or an event, is refused. Without a stack trace, as they may come in masses. */
@SuppressWarnings("serial")
final class RefusedException extends RuntimeException {

    final Answer.Refused answer;

    RefusedException(Answer.Refused answer) {
        super(answer.code() + " " + answer.detail(), null, false, false);
        this.answer = answer;
    }
}
