package io.bisync.proof.strike;

import io.bisync.local.leke.LekeEventSource;
import io.bisync.local.leke.LekeSettings;
import io.bisync.local.stack.LocalStack;
import io.bisync.proof.finding.Finding;
import io.bisync.proof.probe.Patience;
import io.bisync.proof.probe.Place;
import io.bisync.proof.probe.Sql;
import io.bisync.proof.probe.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * A tenant's release writes nothing but bad records: the tenant is held while its neighbours are loaded, until an
 * administrator lifts the hold at bi-basic. That what waited is loaded then, all of it, is for the comparison to say.
 */
final class HeldTenant implements FaultInjection {

    private static final String TENANT = "t2";
    /** Its only order: all its records go to one partition. */
    private static final String ORDER = "LK00000001";
    /** One more in a row than {@code bi.loading.rejection-limit} allows where nobody set it. */
    private static final int RUN = 101;

    private static final Duration LIMIT = Duration.ofMinutes(2);

    private final LocalStack stack;
    private final Topics topics;
    private final Sql sql;

    HeldTenant(LocalStack stack) {
        this.stack = stack;
        this.topics = new Topics(stack.kafka().bootstrapServers());
        this.sql = Sql.of(stack);
    }

    @Override
    public Finding strike() {
        return FaultInjection.finding(
                "A tenant with too many bad records in a row was held, its neighbours were not, and bi-basic lifted that",
                "%d bad records".formatted(RUN),
                wrong(stack.addTenant(TENANT, 1)));
    }

    /** What went wrong; after some of it there is no going on. */
    private List<String> wrong(LekeEventSource tenant) {
        if (!await(() -> isDeleted(false))) {
            return List.of("The order of %s was not loaded".formatted(TENANT));
        }
        tenant.poison(RUN);
        if (!await(this::isHeld)) {
            return List.of("bi-basic was told of no hold");
        }
        tenant.delete(ORDER);
        Place last = lastOf(tenant);
        if (!await(() -> isNeighbourLoadedBehind(last))) {
            return List.of("No neighbour's record behind %s was loaded".formatted(last));
        }
        List<String> wrong = new ArrayList<>();
        if (isDeleted(true)) {
            wrong.add("%s was loaded though its tenant is held".formatted(last));
        }
        long process = stack.apiLeke().pid();
        stack.controlPlane().delete("/api/holds/leke/" + TENANT);
        if (!await(() -> isDeleted(true))) {
            wrong.add("%s was not loaded after the hold was lifted".formatted(last));
        }
        if (isHeld()) {
            wrong.add("bi-basic still tells of the hold");
        }
        if (!isAudited()) {
            wrong.add("The audit does not say who lifted it");
        }
        if (stack.apiLeke().pid() != process) {
            wrong.add(stack.apiLeke().name() + " was started again");
        }
        return wrong;
    }

    private static boolean await(BooleanSupplier condition) {
        return Patience.await(condition, LIMIT);
    }

    private boolean isDeleted(boolean deleted) {
        return sql.number("SELECT count(*) FROM ods_leke_order WHERE account_id = '%s' AND is_deleted = %s"
                        .formatted(TENANT, deleted))
                == 1;
    }

    private boolean isHeld() {
        return stack.controlPlane()
                .get("/api/holds?source=leke")
                .path("holds")
                .valueStream()
                .anyMatch(hold -> hold.path("account").asString("").equals(TENANT)
                        && hold.path("reason").asString("").equals("BAD_RECORDS"));
    }

    private boolean isAudited() {
        return stack.controlPlane()
                .get("/api/audit?object=account%20" + TENANT)
                .path("entries")
                .valueStream()
                .anyMatch(entry -> entry.path("action").asString("").equals("hold.lift")
                        && entry.path("actor").asString("").contains("administrator"));
    }

    /** The last record of the tenant's order, once the broker has it. */
    private Place lastOf(LekeEventSource tenant) {
        tenant.truth();
        byte[] key = "%s:%s".formatted(TENANT, ORDER).getBytes(StandardCharsets.UTF_8);
        List<Place> places = new ArrayList<>();
        topics.read(Set.of(LekeSettings.TOPIC), record -> {
            if (Arrays.equals(record.key(), key)) {
                places.add(Place.of(record));
            }
        });
        return places.getLast();
    }

    private boolean isNeighbourLoadedBehind(Place place) {
        return sql.number(
                        "SELECT count(*) FROM ods_leke_order WHERE account_id = '%s' AND source_topic = '%s' AND source_partition = %d AND source_offset > %d"
                                .formatted(LocalStack.TENANT, place.topic(), place.partition(), place.offset()))
                > 0;
    }
}
