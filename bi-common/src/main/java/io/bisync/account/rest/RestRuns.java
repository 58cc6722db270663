package io.bisync.account.rest;

import io.bisync.account.api.RunApi.SignalRequest;
import io.bisync.run.Coverage;
import io.bisync.run.RunPlan;
import io.bisync.run.RunRequest;
import io.bisync.run.RunSignal;
import io.bisync.run.RunStatus;
import io.bisync.run.Runs;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Runs over bi-basic's REST. */
final class RestRuns implements Runs {

    private final BasicClient basic;

    RestRuns(BasicClient basic) {
        this.basic = basic;
    }

    @Override
    public RunPlan plan(RunRequest request) {
        return basic.ask(it -> it.plan(request));
    }

    @Override
    public RunStatus begin(String key, RunRequest request) {
        return basic.ask(it -> it.begin(key, request));
    }

    @Override
    public RunStatus status(long run) {
        return basic.ask(it -> it.run(run));
    }

    @Override
    public List<Coverage> coverage(String account, @Nullable String entity, String from, @Nullable String to) {
        return basic.ask(it -> it.coverage(account, entity, from, to)).parts();
    }

    @Override
    public RunStatus signal(long run, RunSignal signal, String reason) {
        return basic.ask(it -> it.signal(run, new SignalRequest(signal, reason)));
    }
}
