package io.bisync.proof.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BacklogTests {

    private static final List<String> SMALL = List.of("--records", "90", "--warm-up", "10");
    private static final List<String> LARGE = List.of("--records", "90", "--warm-up", "10", "--order-kb", "400");

    @TempDir
    Path folder;

    @Test
    void aTopicServesOnlyRunsOfItsOwnSize() {
        var small = new Backlog.Contents(1, 1, 0, 100, 170_000, 1.4);
        var large = new Backlog.Contents(1, 1, 400, 100, 40_960_000, 1.4);

        assertThat(Backlog.serves(small, BenchSettings.of(SMALL))).isTrue();
        assertThat(Backlog.serves(large, BenchSettings.of(LARGE))).isTrue();
        assertThat(Backlog.serves(small, BenchSettings.of(LARGE))).isFalse();
        assertThat(Backlog.serves(large, BenchSettings.of(SMALL))).isFalse();
    }

    @Test
    void aNoteWithoutASizeIsOfOrdersAsTheyAre() throws IOException {
        Path note = Files.writeString(
                folder.resolve("backlog.json"),
                "{\"form\":1,\"seed\":1,\"records\":100,\"valueBytes\":170000,\"growth\":1.4}");

        assertThat(Backlog.serves(Backlog.contents(note), BenchSettings.of(SMALL)))
                .isTrue();
    }
}
