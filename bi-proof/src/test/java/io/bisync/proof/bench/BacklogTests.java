package io.bisync.proof.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BacklogTests {

    private static final String[] SMALL = {"--records", "90", "--warm-up", "10"};
    private static final String[] LARGE = {"--records", "90", "--warm-up", "10", "--order-kb", "400"};

    @TempDir
    Path folder;

    @Test
    void aTopicServesOnlyRunsOfItsOwnSize() {
        var small = new Backlog.Contents(1, 1, 0, 100, 170_000, 1.4);
        var large = new Backlog.Contents(1, 1, 400, 100, 40_960_000, 1.4);

        assertThat(Backlog.serves(small, LoadCommandLine.settings(SMALL))).isTrue();
        assertThat(Backlog.serves(large, LoadCommandLine.settings(LARGE))).isTrue();
        assertThat(Backlog.serves(small, LoadCommandLine.settings(LARGE))).isFalse();
        assertThat(Backlog.serves(large, LoadCommandLine.settings(SMALL))).isFalse();
    }

    @Test
    void aNoteWithoutASizeIsOfOrdersAsTheyAre() throws IOException {
        Path note = Files.writeString(
                folder.resolve("backlog.json"),
                "{\"form\":1,\"seed\":1,\"records\":100,\"valueBytes\":170000,\"growth\":1.4}");

        assertThat(Backlog.serves(Backlog.contents(note), LoadCommandLine.settings(SMALL)))
                .isTrue();
    }
}
