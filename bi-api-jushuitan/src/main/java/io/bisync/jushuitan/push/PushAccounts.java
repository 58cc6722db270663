package io.bisync.jushuitan.push;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.bisync.account.Account;
import io.bisync.account.ControlPlane;
import io.bisync.account.ControlPlaneException;
import io.bisync.account.PushDoor;
import io.bisync.account.change.AccountChanged;
import io.bisync.secret.Sha256;
import java.security.MessageDigest;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.annotation.Scheduled;

/** Which accounts there are, and at which addresses they are heard: as bi-basic said last. */
final class PushAccounts {

    static final String SOURCE = "jushuitan";

    /**
     * What bi-basic said.
     *
     * @param accounts by their ids
     * @param held those whose records are not loaded
     * @param paused the entities that are not to be asked for, by account
     */
    private record Known(
            Map<String, Account> accounts, Set<String> held, Map<String, Set<String>> paused, List<PushDoor> doors) {}

    private final ControlPlane controlPlane;
    private final InstantSource clock;
    private final Map<String, List<String>> shops = new ConcurrentHashMap<>();
    private volatile @Nullable Known known;

    PushAccounts(ControlPlane controlPlane, InstantSource clock) {
        this.controlPlane = controlPlane;
        this.clock = clock;
    }

    @EventListener
    void look(AccountChanged changed) {
        if (changed.source().equals(SOURCE)) {
            look();
        }
    }

    /** While bi-basic is away, what it said last counts. */
    @Scheduled(fixedDelay = 5, timeUnit = TimeUnit.SECONDS)
    void look() {
        try {
            ask();
        } catch (ControlPlaneException toldByItsClient) {
            return;
        }
    }

    /** Whether bi-basic has said anything yet. */
    boolean isKnown() {
        return known != null;
    }

    /** The address with that token, if it is valid; compared by its hash, which says nothing to whoever tries tokens. */
    Optional<PushDoor> door(String token) {
        byte[] hash = Sha256.hex(token).getBytes(US_ASCII);
        Known now = known;
        return now == null
                ? Optional.empty()
                : now.doors().stream()
                        .filter(it -> MessageDigest.isEqual(hash, it.sha256().getBytes(US_ASCII)))
                        .filter(it -> it.isOpen(clock.instant()))
                        .findFirst();
    }

    /**
     * Whose message it is: the address's account, or that of its app which is of the company, or has the shop, that the
     * message names.
     *
     * @throws ControlPlaneException where nobody says whose shop it is
     */
    Optional<String> account(PushDoor door, PushMessage message) {
        if (door.account() != null) {
            return Optional.of(door.account());
        }
        Known now = known;
        if (now == null) {
            return Optional.empty();
        }
        Optional<String> company = message.company();
        List<String> shopOf = company.isPresent()
                ? List.of()
                : message.shopId().map(this::accountsWithShop).orElse(List.of());
        List<String> those = now.accounts().values().stream()
                .filter(it -> it.appKey().equals(door.appKey()))
                .filter(it -> company.isPresent() ? company.get().equals(it.companyId()) : shopOf.contains(it.id()))
                .map(Account::id)
                .toList();
        return those.size() == 1 ? Optional.of(those.getFirst()) : Optional.empty();
    }

    /** Asked for once between two looks: messages of one shop come in numbers. */
    private List<String> accountsWithShop(String shop) {
        return shops.computeIfAbsent(shop, it -> controlPlane.accountsWith(SOURCE, "shop", it));
    }

    /**
     * An account of which that entity may be read.
     *
     * @throws HintDroppedException where there is none, or it rests, or that entity of it
     * @throws ControlPlaneException where bi-basic was never heard of
     */
    Account readable(String id, String entity) throws HintDroppedException {
        Known now = known;
        if (now == null) {
            now = ask();
        }
        Account account = now.accounts().get(id);
        if (account == null) {
            throw new HintDroppedException("unknown_account");
        }
        if (!account.enabled()) {
            throw new HintDroppedException("disabled");
        }
        if (now.held().contains(id)) {
            throw new HintDroppedException("held");
        }
        if (now.paused().getOrDefault(id, Set.of()).contains(entity)) {
            throw new HintDroppedException("paused");
        }
        return account;
    }

    private Known ask() {
        Known said = new Known(
                controlPlane.accounts(SOURCE).stream()
                        .collect(Collectors.toUnmodifiableMap(Account::id, Function.identity())),
                controlPlane.heldAccounts(SOURCE),
                controlPlane.pausedEntities(SOURCE),
                controlPlane.pushDoors(SOURCE));
        known = said;
        shops.clear();
        return said;
    }
}
