package io.bisync.operations;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.LoggerFactory;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class OutageLogTests {

    private final Logger log = (Logger) LoggerFactory.getLogger(OutageLog.class);
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final OutageLog outageLog = new OutageLog("The ERP", "BI-TEST-01", meters.counter("outages"));

    @BeforeEach
    void listen() {
        log.setLevel(Level.INFO);
    }

    @AfterEach
    void forget() {
        log.setLevel(null);
    }

    @Test
    void eachBeginningIsToldAndCountedOnceAndSoIsItsEnd(CapturedOutput output) {
        outageLog.ends();
        for (var i = 0; i < 3; i++) {
            outageLog.begins("nothing is lost");
        }
        outageLog.ends();
        outageLog.ends();
        outageLog.begins("again");

        assertThat(meters.counter("outages").count()).isEqualTo(2);
        assertThat(output.getAll().lines().filter(it -> it.contains("The ERP")))
                .satisfiesExactly(
                        begin -> assertThat(begin)
                                .contains("WARN", "BI-TEST-01 The ERP does not answer: nothing is lost")
                                .contains("code=\"BI-TEST-01\""),
                        end -> assertThat(end).contains("INFO", "The ERP answers again"),
                        begin -> assertThat(begin).contains("The ERP does not answer: again"));
    }
}
