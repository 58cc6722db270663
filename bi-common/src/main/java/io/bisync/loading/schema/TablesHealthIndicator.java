package io.bisync.loading.schema;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;

/** The live tables: as declared, and without a row that no change replaces. */
record TablesHealthIndicator(SchemaCheck guard, FrozenRows frozenRows) implements HealthIndicator {

    @Override
    public Health health() {
        var compared = guard.health();
        var frozen = frozenRows.described();
        if (frozen.isEmpty()) {
            return compared;
        }
        var both = new Health.Builder(compared.getStatus(), compared.getDetails()).withDetail("frozen", frozen);
        return compared.getStatus().equals(Status.UP)
                ? both.down().withDetail("code", FrozenRows.FROZEN).build()
                : both.build();
    }
}
