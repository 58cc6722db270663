package io.bisync.account;

import java.util.List;
import java.util.Set;

/**
 * What a holder may pull until it asks again, and which of its moves did not count.
 *
 * @param accounts its share of the enabled accounts; one that is missing has gone to somebody else or is disabled
 * @param refused moves that were not stored
 */
public record Leases(List<Lease> accounts, List<RefusedMove> refused) {

    public Leases {
        accounts = List.copyOf(accounts);
        refused = List.copyOf(refused);
    }

    /**
     * The right to pull an account.
     *
     * @param fence rises with every new holder, and where an administrator sets a cursor: moves under an older one are refused
     * @param positions where its pulls stand; empty where the holder named this fence, as it knows them
     * @param paused names of entities that are not to be asked for until they are named no more
     */
    public record Lease(Account account, long fence, List<EntityCursor> positions, Set<String> paused) {

        public Lease {
            positions = List.copyOf(positions);
            // An older bi-basic says nothing of it.
            paused = paused == null ? Set.of() : Set.copyOf(paused);
        }
    }

    /** A move that was not stored, with its code of docs/errors.md. */
    public record RefusedMove(String account, String entity, String code, String detail) {}
}
