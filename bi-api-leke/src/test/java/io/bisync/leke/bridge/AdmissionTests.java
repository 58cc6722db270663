package io.bisync.leke.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.bisync.leke.bridge.Admission.Place;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class AdmissionTests {

    private static final int MOST = 5;
    private static final int MOST_OF_TOKEN = 3;

    /** Each step brings a request of one of three tokens, or lets the oldest go, twice. */
    @Property(tries = 200)
    void neverAreMoreOnTheirWayThanMayBeAndWhatLeavesMakesRoom(
            @ForAll List<@IntRange(min = 0, max = 3) Integer> steps) {
        var admission = new Admission(MOST, MOST_OF_TOKEN);
        var tokens = new ArrayList<Integer>();
        var places = new ArrayList<Place>();
        for (var step : steps) {
            if (step == 3) {
                if (!places.isEmpty()) {
                    tokens.removeFirst();
                    var place = places.removeFirst();
                    place.close();
                    place.close();
                }
                continue;
            }
            var ofToken = tokens.stream().filter(step::equals).count();
            var sender = new Sender("token " + step, "leke", "t1");
            if (places.size() < MOST && ofToken < MOST_OF_TOKEN) {
                places.add(admission.enter(sender));
                tokens.add(step);
            } else {
                assertThatExceptionOfType(RefusedException.class)
                        .isThrownBy(() -> admission.enter(sender))
                        .satisfies(it -> assertThat(it.answer.refusal()).isEqualTo(Refusal.BUSY));
            }
            assertThat(admission.inFlight()).isEqualTo(places.size());
        }
    }
}
