package io.bisync.jushuitan.pull;

import io.bisync.jushuitan.declaration.PulledEntity;
import io.bisync.settings.Within;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How the live pulls go.
 *
 * @param paces How often an entity is asked for where its declaration's pace is not to count, for example bi.pull.paces.order=2s; default stands for all that are not named.
 * @param accountsInterval How often leases are renewed and cursors stored: an account that is added or disabled is noticed within it.
 * @param rescans How often what changed lately is read again, to find what the ERP committed late, where an entity's declaration is not to count, for example bi.pull.rescans.order=10m,1h,1d; default stands for all that are not named.
 * @param lease For how long one process holds its accounts without a sign of life; then the others take them over.
 * @param longestBackoff The longest rest of a pull that fails again and again.
 * @param speed Factor by which the paces and re-scans of the declarations are shorter, for a simulated ERP that runs faster than the real one.
 * @param drain How long a page that is under way may take when the service stops.
 */
@Validated
@ConfigurationProperties("bi.pull")
record PullProperties(
        @NotNull @DefaultValue Map<String, @Within(least = "100ms", most = "1h") Duration> paces,

        @NotNull @Within(least = "100ms", most = "10m") @DefaultValue("2s")
        Duration accountsInterval,

        @NotNull @DefaultValue Map<String, List<@Within(least = "100ms", most = "1d") Duration>> rescans,

        @NotNull @Within(least = "5s", most = "10m") @DefaultValue("20s")
        Duration lease,

        @NotNull @Within(least = "1s", most = "1h") @DefaultValue("60s")
        Duration longestBackoff,

        @DecimalMin("1") @DecimalMax("1000") @DefaultValue("1")
        double speed,

        @NotNull @Within(least = "1s", most = "2m") @DefaultValue("10s")
        Duration drain) {

    /** The entities as their declarations and the settings say. */
    List<PulledEntity> over(List<PulledEntity> declared) {
        var pace = EntitySetting.of("bi.pull.paces", paces, declared, it -> faster(it.pace()));
        var rescan = EntitySetting.of(
                "bi.pull.rescans",
                rescans,
                declared,
                it -> it.rescans().stream().map(this::faster).toList());
        return declared.stream()
                .map(it -> it.every(pace.apply(it)).readAgainEvery(rescan.apply(it)))
                .toList();
    }

    private Duration faster(Duration usual) {
        return Duration.ofMillis((long) (usual.toMillis() / speed));
    }
}
