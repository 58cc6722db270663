package io.bisync.proof.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.bisync.proof.faults.FaultReport;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CrashesIT {

    @TempDir
    private static Path folder;

    @Test
    void nothingIsLostOrDoubledWhereverAWorkerDies() {
        var report = new FaultReport(System.out::println);
        try (var crashes = Crashes.open(folder, System.out::println)) {
            crashes.inThisJvm(1, Integer.getInteger("crashes", 34), report);
        }
        assertThat(report.good()).isTrue();
    }
}
