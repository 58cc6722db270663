package io.bisync.jushuitan.push;

import io.bisync.account.ControlPlaneRefusedException;
import io.bisync.account.hint.Hint;
import io.bisync.account.hint.Hint.Reason;
import io.bisync.jushuitan.openapi.CallFailedException;
import io.bisync.jushuitan.openapi.Endpoint.ById;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.kafka.support.KafkaHeaders;
import org.springframework.messaging.handler.annotation.Header;

/**
 * Handles hints in lanes: what is said of one thing in order, of different things side by side. What passes is tried again and
 * then set aside as everywhere; what does not pass is given up and counted.
 */
class HintListener {

    private static final Logger log = LoggerFactory.getLogger(HintListener.class);

    private final PushAccounts accounts;
    private final Rereads rereads;
    private final Gatherings gatherings;
    private final PushProperties properties;
    private final InstantSource clock;
    private final PushMeters meters;

    HintListener(
            PushAccounts accounts,
            Rereads rereads,
            Gatherings gatherings,
            PushProperties properties,
            InstantSource clock,
            PushMeters meters) {
        this.accounts = accounts;
        this.rereads = rereads;
        this.gatherings = gatherings;
        this.properties = properties;
        this.clock = clock;
        this.meters = meters;
    }

    @KafkaListener(
            id = "push",
            groupId = "bi-api-jushuitan.push",
            topics = "bi.push.jushuitan",
            containerFactory = "lanes")
    void handle(Hint hint, @Header(KafkaHeaders.RECEIVED_TIMESTAMP) long heardAt) throws Exception {
        try {
            read(hint, Instant.ofEpochMilli(heardAt));
            meters.hints("read", 1);
        } catch (HintDroppedException dropped) {
            drop(hint, dropped.reason(), dropped);
        } catch (ControlPlaneRefusedException refused) {
            drop(hint, "refused", refused);
        } catch (CallFailedException failed) {
            if (failed.isPassing()) {
                throw failed;
            }
            drop(hint, "refused", failed);
        }
    }

    private void read(Hint hint, Instant heardAt) throws Exception {
        if (hint.reason() == Reason.PUSHED) {
            if (heardAt.plus(properties.useful()).isBefore(clock.instant())) {
                throw new HintDroppedException("late");
            }
            if (gatherings.waiting(hint.account()) >= properties.waiting()) {
                throw new HintDroppedException("crowded");
            }
        }
        var account = accounts.readable(hint.account(), hint.entity());
        ById by = rereads.by(hint.entity(), hint.field());
        if (!by.takes(hint.id())) {
            throw new HintDroppedException("unknown_field");
        }
        gatherings.read(new Gatherings.Place(account.id(), hint.entity(), hint.field(), by.most()), hint.id());
        meters.latency(hint.entity(), Duration.between(heardAt, clock.instant()));
    }

    /** An operator is told; pushes may be many, and anybody's. */
    private void drop(Hint hint, String reason, Exception cause) {
        meters.hints(reason, 1);
        if (hint.reason() == Reason.ASKED) {
            log.atWarn()
                    .addKeyValue("account", hint.account())
                    .addKeyValue("entity", hint.entity())
                    .addKeyValue("code", "BI-JST-95")
                    .log("BI-JST-95 What is to be read again by {} is given up: {}", hint.field(), cause.getMessage());
        } else {
            log.debug("A hint of account {} is given up: {}", hint.account(), reason);
        }
    }
}
