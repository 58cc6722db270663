package io.bisync.loading.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.bisync.account.FieldRules;
import io.bisync.account.InMemoryControlPlane;
import io.bisync.privacy.Privacy;
import io.bisync.privacy.UnknownFields;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PrivacyNoticeTests {

    private final InMemoryControlPlane basic = new InMemoryControlPlane(InstantSource.system());
    private final Privacy privacy = Privacy.of(
            UnknownFields.DROPPED,
            Set.of("leke.order.note", "jushuitan.order.craft", "jushuitan.order.items.size"),
            null);

    @Test
    void bibasicIsToldTheRulesOfEverySourceThatIsLoadedAsSoonAsItAnswersAndOnce() {
        var notice = new PrivacyNotice(basic, privacy, List.of("jushuitan", "jushuitan"));
        basic.takesNoReports(true);
        notice.tell();
        assertThat(basic.told("jushuitan")).isNull();

        basic.takesNoReports(false);
        notice.tell();
        assertThat(basic.told("jushuitan"))
                .isEqualTo(new FieldRules(
                        UnknownFields.DROPPED, null, Set.of("jushuitan.order.craft", "jushuitan.order.items.size")));
        assertThat(basic.told("leke")).isNull();

        basic.rulesInForce("jushuitan", new FieldRules(UnknownFields.KEPT, null, Set.of()));
        notice.tell();
        assertThat(basic.told("jushuitan"))
                .extracting(FieldRules::unknownFields)
                .isEqualTo(UnknownFields.KEPT);
    }
}
