package io.bisync.loading.kafka;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInfo;

/** Gives every test a stage of its own, with a topic that is called as the test is. */
abstract class OnLoadingStage {

    @SuppressWarnings("NullAway.Init")
    LoadingStage stage;

    @BeforeEach
    void open(TestInfo test) throws Exception {
        stage = new LoadingStage(test.getTestMethod().orElseThrow().getName());
    }

    @AfterEach
    void close() {
        stage.close();
    }
}
