package io.bisync.loading.range;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AccountTallyTests {

    private final AccountTally accounts = new AccountTally();

    @Test
    void aRecordWithoutHeadersNeitherTakesNorGivesAnAccount() {
        assertThat(accounts.of(record("7:1", null)).account()).isNull();
        assertThat(accounts.of(record("7:2", "7")).account()).isEqualTo("7");
        assertThat(accounts.of(record("7:3", null)).account()).isNull();
        assertThat(accounts.of(record("7:4", "7")).account()).isEqualTo("7");
    }

    @Test
    void countsOfAnAccountAreAddedUpHoweverItWasNamed() {
        accounts.of(record("7:1", null)).loaded(2, record("7:1", null));
        accounts.of(record("7:2", "7")).loaded(3, record("7:2", "7"));
        accounts.of(record("8:1", "8")).rejected();
        accounts.of(record(":", null)).rejected();

        assertThat(accounts.counts().keySet()).containsExactlyInAnyOrder("7", "8", "");
        assertThat(accounts.counts())
                .hasEntrySatisfying("7", it -> assertThat(it.rows()).isEqualTo(5));
    }

    private static ConsumerRecord<byte[], byte[]> record(String key, @Nullable String account) {
        var record = new ConsumerRecord<>("t", 0, 0, key.getBytes(UTF_8), new byte[0]);
        if (account != null) {
            record.headers().add("ce_account", account.getBytes(UTF_8));
        }
        return record;
    }
}
