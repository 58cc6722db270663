package io.bisync.account;

import java.time.Instant;

class InMemoryControlPlaneTests extends ControlPlaneContract {

    private final MovableClock clock = new MovableClock(Instant.parse("2026-11-01T00:00:00Z"));
    private final InMemoryControlPlane controlPlane = new InMemoryControlPlane(clock);
    private int accounts;

    InMemoryControlPlaneTests() {
        controlPlane.limit(4, 90);
    }

    @Override
    protected ControlPlane controlPlane() {
        return controlPlane;
    }

    @Override
    protected MovableClock clock() {
        return clock;
    }

    @Override
    protected String addAccount(AppKind kind) {
        var id = String.valueOf(++accounts);
        controlPlane.add(
                new Account(id, "jushuitan", "Account " + id, kind, "key", true, null),
                new Credentials("key", "secret"));
        return id;
    }

    @Override
    protected String openAuthorisation(String account) {
        return controlPlane.openAuthorisation(account);
    }

    @Override
    protected void setCursor(String account, String entity, Cursor to) {
        controlPlane.setCursor(account, entity, to);
    }

    @Override
    protected void lift(String account) {
        controlPlane.lift(account);
    }

    @Override
    protected void pause(String account, String entity) {
        controlPlane.pause(account, entity);
    }

    @Override
    protected void resume(String account, String entity) {
        controlPlane.resume(account, entity);
    }

    @Override
    protected void disable(String account) {
        controlPlane.disable(account);
    }
}
