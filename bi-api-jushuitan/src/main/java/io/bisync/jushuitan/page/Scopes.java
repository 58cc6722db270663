package io.bisync.jushuitan.page;

import io.bisync.account.Account;
import io.bisync.account.Priority;
import io.bisync.jushuitan.call.RateLimitedClient;
import io.bisync.jushuitan.declaration.FanOut;
import io.bisync.jushuitan.declaration.PulledEntity;
import io.bisync.jushuitan.openapi.CallContext;
import io.bisync.jushuitan.openapi.CallFailedException;
import io.bisync.jushuitan.openapi.EntitySlice;
import io.bisync.jushuitan.openapi.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Lists within what an entity is asked for. */
public final class Scopes {

    /** 0 is no warehouse: it stands for the sum of all. */
    private static final Pattern ID = Pattern.compile("[1-9][0-9]{0,17}");

    private Scopes() {}

    /** The entity within each warehouse or shop that the ERP lists now; itself where it is asked for as a whole. */
    public static List<PulledEntity> of(
            PulledEntity pulled, Account account, Priority priority, RateLimitedClient calls, CallContext callContext)
            throws InterruptedException, CallFailedException, PageRejectedException {
        if (pulled.fanOut() == FanOut.NONE) {
            return List.of(pulled);
        }
        FanOut fanOut = pulled.fanOut();
        SortedSet<Long> ids = new TreeSet<>();
        for (Page page : WholeReading.of(account, priority, fanOut.list(), calls, callContext)) {
            for (EntitySlice row : page.entities()) {
                String id = row.id();
                if (id != null && ID.matcher(id).matches()) {
                    ids.add(Long.valueOf(id));
                }
            }
        }
        if (ids.isEmpty()) {
            throw PageRejectedException.unlisted(fanOut.list().path(), fanOut.field());
        }
        List<PulledEntity> scoped = new ArrayList<>();
        ids.forEach(id -> scoped.add(pulled.within(id)));
        return scoped;
    }
}
