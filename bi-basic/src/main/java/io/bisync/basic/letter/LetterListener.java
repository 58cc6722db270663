package io.bisync.basic.letter;

import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.kafka.listener.AbstractConsumerSeekAware;

/**
 * Reads the topics of dead letters into the index, one process of all: it knows lengths, never values. A record that cannot be
 * kept now is kept later, as nothing is set aside of what was set aside.
 */
class LetterListener extends AbstractConsumerSeekAware {

    static final String ID = "dead-letters";

    private final Letters letters;

    LetterListener(Letters letters) {
        this.letters = letters;
    }

    @KafkaListener(
            id = ID,
            groupId = "${spring.application.name}." + ID,
            topicPattern = ".+-dlt",
            containerFactory = "deadLetterReaders")
    void hear(List<ConsumerRecord<byte[], Integer>> records) {
        letters.keep(records.stream().map(LetterHeaders::letter).toList());
    }
}
