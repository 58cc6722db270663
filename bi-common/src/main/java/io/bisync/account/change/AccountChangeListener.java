package io.bisync.account.change;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.kafka.annotation.PartitionOffset;
import org.springframework.kafka.annotation.TopicPartition;

/**
 * Hears of changes from its start on, in every process: the partition is assigned and nothing is committed, as what was
 * before is in bi-basic's answers anyway. Features take part with an {@code @EventListener} of {@link AccountChanged}.
 */
class AccountChangeListener {

    private static final Logger log = LoggerFactory.getLogger(AccountChangeListener.class);

    private final ApplicationEventPublisher events;

    AccountChangeListener(ApplicationEventPublisher events) {
        this.events = events;
    }

    @KafkaListener(
            id = "account-changes",
            idIsGroup = false,
            containerFactory = "handlers",
            // Nobody acknowledges, and one consumer has the only partition.
            ackMode = "MANUAL",
            concurrency = "1",
            topicPartitions =
                    @TopicPartition(
                            topic = AccountChanged.TOPIC,
                            partitionOffsets =
                                    @PartitionOffset(partition = "0", initialOffset = "0", seekPosition = "END")))
    void hear(AccountChanged changed) {
        log.atInfo()
                .addKeyValue("account", changed.account())
                .log("{} of {} is {}", changed.account(), changed.source(), changed.kind());
        events.publishEvent(changed);
    }
}
