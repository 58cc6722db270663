package io.bisync.proof.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.apache.kafka.common.message.EndTxnRequestData;
import org.apache.kafka.common.message.ProduceRequestData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.requests.AbstractRequest;
import org.apache.kafka.common.requests.EndTxnRequest;
import org.apache.kafka.common.requests.ProduceRequest;
import org.apache.kafka.common.requests.RequestHeader;
import org.junit.jupiter.api.Test;

/** What Kafka's own client writes is read. */
class FrameTests {

    private static final String ID = "bi-api-jushuitan.slice.41";
    private static final int NUMBER = 7;

    @Test
    void thePageOfASliceIsAnsweredWhenItIsProducedAndWrittenWhenItIsCommitted() {
        Frame produced = produced();
        Frame committed = committed();

        assertThat(produced.step()).isEqualTo(PageStep.ANSWERED);
        assertThat(produced.slice()).isEqualTo(41);
        assertThat(committed.step()).isEqualTo(PageStep.WRITTEN);
        assertThat(committed.slice()).isEqualTo(41);
        assertThat(committed.number()).isEqualTo(NUMBER);
    }

    @Test
    void whatIsAbortedOrIsNoPageIsNoStep() {
        assertThat(frame(end(false)).step()).isNull();
        assertThat(frame(
                                "producer-1",
                                ProduceRequest.builder(new ProduceRequestData()).build(ApiKeys.PRODUCE.latestVersion()))
                        .step())
                .isNull();
    }

    /** Events of slice 41. */
    static Frame produced() {
        return frame(ProduceRequest.builder(new ProduceRequestData().setTransactionalId(ID))
                .build(ApiKeys.PRODUCE.latestVersion()));
    }

    /** The end of a page of slice 41. */
    static Frame committed() {
        return frame(end(true));
    }

    private static AbstractRequest end(boolean committed) {
        return new EndTxnRequest.Builder(
                        new EndTxnRequestData()
                                .setTransactionalId(ID)
                                .setProducerId(1_000)
                                .setProducerEpoch((short) 3)
                                .setCommitted(committed),
                        true)
                .build(ApiKeys.END_TXN.latestVersion());
    }

    private static Frame frame(AbstractRequest request) {
        return frame("producer-" + ID, request);
    }

    private static Frame frame(String client, AbstractRequest request) {
        var header = new RequestHeader(request.apiKey(), request.version(), client, NUMBER);
        ByteBuffer written = request.serializeWithHeader(header);
        byte[] bytes = new byte[written.remaining()];
        written.get(bytes);
        return new Frame(bytes);
    }
}
