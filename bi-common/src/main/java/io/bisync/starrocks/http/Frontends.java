package io.bisync.starrocks.http;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/** The FE nodes: the one that answered last is asked first, the next ones when it fails and time is left. */
final class Frontends {

    /** A question to one FE, which has to end in the given time. */
    interface Question {
        Reply ask(URI frontend, Duration atMost) throws IOException;
    }

    private final List<URI> frontends;
    private final AtomicInteger preferred = new AtomicInteger();

    Frontends(List<URI> frontends) {
        this.frontends = List.copyOf(frontends);
    }

    /**
     * Asks until an FE gives a useful reply.
     *
     * @param mayAskNext whether a failure leaves nothing behind, so that the next FE may be asked the same
     * @param useless whether a reply means that this FE cannot help
     * @return the first useful reply, or the last useless one
     */
    Reply ask(Patience patience, Predicate<IOException> mayAskNext, Predicate<Reply> useless, Question question)
            throws IOException {
        var end = System.nanoTime() + patience.total().toNanos();
        var first = preferred.get();
        for (var i = 0; ; i++) {
            var index = Math.floorMod(first + i, frontends.size());
            var left = Duration.ofNanos(end - System.nanoTime());
            try {
                var reply = question.ask(
                        frontends.get(index), left.compareTo(patience.each()) < 0 ? left : patience.each());
                if (isLast(i, end) || !useless.test(reply)) {
                    preferred.set(index);
                    return reply;
                }
            } catch (IOException failed) {
                preferred.set(index + 1);
                if (isLast(i, end) || !mayAskNext.test(failed)) {
                    throw failed;
                }
            }
        }
    }

    private boolean isLast(int asked, long end) {
        return asked == frontends.size() - 1 || System.nanoTime() >= end;
    }
}
