package io.bisync.loading.range;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.bisync.event.Trace;
import io.bisync.loading.DeadLetters.DeadLetter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class LoadLogTests {

    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";

    private final Logger logger = (Logger) LoggerFactory.getLogger(LoadLog.class);
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

    @BeforeEach
    void listen() {
        lines.start();
        logger.addAppender(lines);
    }

    @AfterEach
    void stop() {
        logger.detachAppender(lines);
    }

    @Test
    void whatIsRejectedIsSaidByAccountAndCodeWithTheTraceOfTheFirst() {
        LoadLog.rejected(
                range(),
                List.of(letter(4, "7", "BI-TABLE-07"), letter(5, "7", "BI-TABLE-07"), letter(6, "8", "BI-TABLE-07")));

        assertThat(lines.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .containsExactlyInAnyOrder(
                        "BI-TABLE-07 2 records of account '7' are in orders-dlt, the first: No id",
                        "BI-TABLE-07 1 records of account '8' are in orders-dlt, the first: No id");
        assertThat(lines.list)
                .allSatisfy(line -> assertThat(line.getKeyValuePairs())
                        .anySatisfy(it -> assertThat(it.key + it.value).isEqualTo(Trace.KEY + TRACE)));
    }

    private static Range range() {
        return Ranges.fresh(new TopicPartition("orders", 0), "id", 0, 4, 7);
    }

    private static DeadLetter letter(long offset, String account, String code) {
        var record = new ConsumerRecord<byte[], byte[]>("orders", 0, offset, null, null);
        record.headers().add("ce_account", account.getBytes(StandardCharsets.UTF_8));
        record.headers().add("traceparent", ("00-" + TRACE + "-00f067aa0ba902b7-00").getBytes(StandardCharsets.UTF_8));
        return new DeadLetter(record, code, "No id", null);
    }
}
