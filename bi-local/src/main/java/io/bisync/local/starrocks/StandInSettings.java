package io.bisync.local.starrocks;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.HexFormat;

/**
 * How a stand-in starts.
 *
 * @param jdbcUrl a PostgreSQL database that the stand-in has for itself
 * @param database the StarRocks database that exists from the start
 * @param frontendPort port of the frontend, 0 for a free one
 * @param backendPort port of the backend, 0 for a free one
 * @param controlPort port of the control address, 0 for a free one
 * @param labelsKept how many labels a sweep leaves in a database, {@code label_keep_max_num}
 */
public record StandInSettings(
        String jdbcUrl,
        String jdbcUser,
        String jdbcPassword,
        String database,
        String username,
        String password,
        int frontendPort,
        int backendPort,
        int controlPort,
        int labelsKept,
        InstantSource clock) {

    // StarRocks' own default.
    private static final int LABELS_KEPT = 1000;

    /** Database {@code bi}, user {@code bi} with a password made at random, free ports. */
    public static StandInSettings of(String jdbcUrl, String jdbcUser, String jdbcPassword) {
        var password = new byte[16];
        new SecureRandom().nextBytes(password);
        return new StandInSettings(
                jdbcUrl,
                jdbcUser,
                jdbcPassword,
                "bi",
                "bi",
                HexFormat.of().formatHex(password),
                0,
                0,
                0,
                LABELS_KEPT,
                InstantSource.system());
    }

    public StandInSettings withCredentials(String newUsername, String newPassword) {
        return new StandInSettings(
                jdbcUrl,
                jdbcUser,
                jdbcPassword,
                database,
                newUsername,
                newPassword,
                frontendPort,
                backendPort,
                controlPort,
                labelsKept,
                clock);
    }

    public StandInSettings withPorts(int frontend, int backend, int control) {
        return new StandInSettings(
                jdbcUrl,
                jdbcUser,
                jdbcPassword,
                database,
                username,
                password,
                frontend,
                backend,
                control,
                labelsKept,
                clock);
    }

    public StandInSettings withLabelsKept(int newLabelsKept) {
        return new StandInSettings(
                jdbcUrl,
                jdbcUser,
                jdbcPassword,
                database,
                username,
                password,
                frontendPort,
                backendPort,
                controlPort,
                newLabelsKept,
                clock);
    }

    public StandInSettings withClock(InstantSource newClock) {
        return new StandInSettings(
                jdbcUrl,
                jdbcUser,
                jdbcPassword,
                database,
                username,
                password,
                frontendPort,
                backendPort,
                controlPort,
                labelsKept,
                newClock);
    }

    @Override
    public String toString() {
        return "StandInSettings[jdbcUrl=%s, database=%s, username=%s]".formatted(jdbcUrl, database, username);
    }
}
