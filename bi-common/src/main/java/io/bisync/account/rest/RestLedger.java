package io.bisync.account.rest;

import io.bisync.account.api.SliceApi.LoadableEntities;
import io.bisync.account.api.SliceApi.SliceRequest;
import io.bisync.run.Ledger;
import io.bisync.run.LoadableEntity;
import io.bisync.run.Slice;
import io.bisync.run.SliceReport;
import java.time.Duration;
import java.util.List;

/** The ledger over bi-basic's REST. */
final class RestLedger implements Ledger {

    private final BasicClient basic;

    RestLedger(BasicClient basic) {
        this.basic = basic;
    }

    @Override
    public void offer(String source, List<LoadableEntity> entities) {
        basic.tell(it -> it.offer(source, new LoadableEntities(entities)));
    }

    @Override
    public List<Slice> claim(String source, String holder, Duration ttl, int most, List<SliceReport> held) {
        return basic.ask(it -> it.claim(source, new SliceRequest(holder, ttl, most, held)))
                .slices();
    }
}
