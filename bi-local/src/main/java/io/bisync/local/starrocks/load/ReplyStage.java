package io.bisync.local.starrocks.load;

import io.bisync.local.starrocks.fault.Fault;
import io.bisync.local.starrocks.fault.Faults;
import io.bisync.local.starrocks.http.Answer;
import io.bisync.local.starrocks.http.Exchange;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;

/** Writes the backend's answer to a load, or what a fault makes of it. */
final class ReplyStage {

    private static final long LONGEST_ENDLESS = 1L << 30;

    private final Faults faults;

    ReplyStage(Faults faults) {
        this.faults = faults;
    }

    void answer(Exchange exchange, String table, LoadAnswer loadAnswer) throws IOException {
        if (exchange.isAnswered()) {
            // An earlier fault has ended the connection.
            return;
        }
        var answer = Answer.ok("application/json", loadAnswer.json());
        switch (faults.strike(Fault.Reply.class, table, loadAnswer.label())) {
            case null -> exchange.answer(answer);
            case Fault.CutAnswer(var bytes) ->
                exchange.answer(
                        Answer.ok("application/json", new String(beginning(answer, bytes), StandardCharsets.UTF_8)));
            case Fault.ResetWithinAnswer(var bytes) -> {
                var out = exchange.answerInChunks(answer);
                out.write(beginning(answer, bytes));
                out.flush();
                exchange.reset();
            }
            case Fault.NoAnswer(var atMost) -> {
                faults.hold(atMost);
                exchange.close();
            }
            case Fault.SlowAnswer(var perByte) -> drip(exchange.answerInChunks(answer), answer, perByte);
            case Fault.EndlessAnswer() -> pour(exchange.answerInChunks(answer));
            case Fault.AnswerPage(var status) -> exchange.answer(Answer.page(status));
        }
    }

    private static byte[] beginning(Answer answer, int bytes) {
        var all = answer.body().getBytes(StandardCharsets.UTF_8);
        return Arrays.copyOf(all, Math.clamp(bytes, 0, all.length));
    }

    private void drip(OutputStream stream, Answer answer, Duration perByte) throws IOException {
        try (var out = stream) {
            for (var b : answer.body().getBytes(StandardCharsets.UTF_8)) {
                faults.hold(perByte);
                out.write(b);
                out.flush();
            }
        }
    }

    private static void pour(OutputStream out) throws IOException {
        var spaces = new byte[64 * 1024];
        Arrays.fill(spaces, (byte) ' ');
        for (var poured = 0L; poured < LONGEST_ENDLESS; poured += spaces.length) {
            out.write(spaces);
            out.flush();
        }
    }
}
