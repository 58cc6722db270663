package io.bisync.row;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.bisync.record.RecordSchema;

/** Records made by a fuzzer, normalised and read a second time: the two agree, and nothing unexpected is thrown. */
class NormaliserFuzzTests {

    private static final Normaliser USED_BEFORE = new Normaliser(new RecordSchema(Orders.PLAIN));

    @FuzzTest
    void agreesWithASecondReading(byte[] value) {
        NormaliserAgreement.check(USED_BEFORE, value);
        NormaliserAgreement.check(new Normaliser(new RecordSchema(Orders.PLAIN)), value);
    }
}
