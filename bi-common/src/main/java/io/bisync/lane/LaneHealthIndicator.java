package io.bisync.lane;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;

/** Down while a partition takes no more records because one of them is not through: says which record and which key. */
final class LaneHealthIndicator extends AbstractHealthIndicator {

    private static final int LONGEST = 100;

    private final LaneListeners listeners;

    LaneHealthIndicator(LaneListeners listeners) {
        super("The lanes' state cannot be read");
        this.listeners = listeners;
    }

    @Override
    protected void doHealthCheck(Health.Builder builder) {
        builder.up();
        for (var listener : listeners.all()) {
            for (var record : listener.blocking()) {
                builder.down()
                        .withDetail(
                                record.topic() + "-" + record.partition(),
                                "BI-LANE-01 listener %s waits for offset %d, which holds key %s"
                                        .formatted(listener.id(), record.offset(), key(record)));
            }
        }
    }

    /** For people: as text where it is one that they can see, else in hexadecimal digits. */
    static String key(ConsumerRecord<?, ?> record) {
        var key = record.key() instanceof byte[] bytes ? text(bytes) : String.valueOf(record.key());
        return key.length() <= LONGEST ? key : key.substring(0, LONGEST) + "…";
    }

    private static String text(byte[] key) {
        try {
            var text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(key))
                    .toString();
            if (text.chars().noneMatch(Character::isISOControl)) {
                return text;
            }
        } catch (CharacterCodingException binary) {
            // Then it is none.
        }
        return HexFormat.of().formatHex(key);
    }
}
