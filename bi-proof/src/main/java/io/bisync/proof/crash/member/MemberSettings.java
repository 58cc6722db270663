package io.bisync.proof.crash.member;

import io.bisync.loading.kafka.LoadingProperties.GroupProtocol;
import io.bisync.starrocks.http.StarRocksProperties;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a worker needs to know; also what a child process is told.
 *
 * @param backend where the FE redirects to
 * @param gate where that leads instead
 * @param instance the name of a static member, empty for a dynamic one
 * @param pollMillis a member that does not poll for so long loses its partitions
 * @param roundBytes so many bytes of rows end a range
 * @param seed decides between ways of dying
 * @param mutation the rule that the worker breaks
 */
public record MemberSettings(
        String bootstrapServers,
        URI frontend,
        String backend,
        String gate,
        String database,
        String username,
        String password,
        int lane,
        String topic,
        String group,
        GroupProtocol protocol,
        String instance,
        int pollMillis,
        long roundBytes,
        long seed,
        Mutation mutation) {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static final Duration LOAD_TIMEOUT = Duration.ofSeconds(20);
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

    StarRocksProperties starRocks() {
        return new StarRocksProperties(
                List.of(frontend),
                List.of(gate),
                List.of(backend + "=" + gate),
                database,
                username,
                password,
                LOAD_TIMEOUT,
                CONNECT_TIMEOUT);
    }

    /** As one line. */
    String text() {
        return JSON.writeValueAsString(this);
    }

    static MemberSettings read(String line) {
        return JSON.readValue(line, MemberSettings.class);
    }

    public MemberSettings reborn(long newSeed) {
        return with(instance, pollMillis, newSeed, mutation);
    }

    /** A member that never was there before. */
    public MemberSettings stranger(String newInstance, long newSeed) {
        return with(newInstance, pollMillis, newSeed, mutation);
    }

    public MemberSettings pollingWithin(int millis) {
        return with(instance, millis, seed, mutation);
    }

    public MemberSettings lying(Mutation newLie) {
        return with(instance, pollMillis, seed, newLie);
    }

    private MemberSettings with(String newInstance, int newPollMillis, long newSeed, Mutation newLie) {
        return new MemberSettings(
                bootstrapServers,
                frontend,
                backend,
                gate,
                database,
                username,
                password,
                lane,
                topic,
                group,
                protocol,
                newInstance,
                newPollMillis,
                roundBytes,
                newSeed,
                newLie);
    }

    @Override
    public String toString() {
        return "LifeSettings[group=%s, protocol=%s, instance=%s, seed=%d]".formatted(group, protocol, instance, seed);
    }
}
