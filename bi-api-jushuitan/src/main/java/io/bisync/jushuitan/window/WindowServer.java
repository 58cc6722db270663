package io.bisync.jushuitan.window;

import io.bisync.account.Account;
import io.bisync.account.ControlPlane;
import io.bisync.account.ControlPlaneException;
import io.bisync.account.ControlPlaneUnavailableException;
import io.bisync.account.Cursor;
import io.bisync.account.Priority;
import io.bisync.event.PublishFailedException;
import io.bisync.jushuitan.call.RateLimitedClient;
import io.bisync.jushuitan.declaration.Increment;
import io.bisync.jushuitan.declaration.PulledEntity;
import io.bisync.jushuitan.openapi.CallFailedException;
import io.bisync.jushuitan.openapi.Endpoint;
import io.bisync.jushuitan.page.PagePublisher;
import io.bisync.jushuitan.page.PageRejectedException;
import io.bisync.jushuitan.page.Scopes;
import io.bisync.jushuitan.pull.StopSignal;
import io.bisync.jushuitan.window.WindowRequest.BadWindowException;
import io.bisync.window.v1.LoadWindowProgress;
import io.bisync.window.v1.LoadWindowRequest;
import io.bisync.window.v1.WindowsGrpc;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The gRPC side of windows: each call works on a thread of its own, which ends when the caller goes away. */
final class WindowServer extends WindowsGrpc.WindowsImplBase {

    private static final Logger log = LoggerFactory.getLogger(WindowServer.class);

    private final ControlPlane controlPlane;
    private final RateLimitedClient calls;
    private final PagePublisher publisher;
    private final List<PulledEntity> entities;
    private final InstantSource clock;

    WindowServer(
            ControlPlane controlPlane,
            RateLimitedClient calls,
            PagePublisher publisher,
            List<PulledEntity> entities,
            InstantSource clock) {
        this.controlPlane = controlPlane;
        this.calls = calls;
        this.publisher = publisher;
        this.entities = List.copyOf(entities);
        this.clock = clock;
    }

    @Override
    public void loadWindow(LoadWindowRequest request, StreamObserver<LoadWindowProgress> observer) {
        ServerCallStreamObserver<LoadWindowProgress> caller = (ServerCallStreamObserver<LoadWindowProgress>) observer;
        // gRPC tells of a cancellation on the thread that this method must give back, so the work has another one.
        Thread worker =
                Thread.ofVirtual().name("window-" + request.getAccount()).unstarted(() -> serve(request, caller));
        caller.setOnCancelHandler(worker::interrupt);
        worker.start();
    }

    private void serve(LoadWindowRequest request, ServerCallStreamObserver<LoadWindowProgress> caller) {
        try {
            load(request, caller);
            caller.onCompleted();
        } catch (InterruptedException cancelled) {
            log.atInfo().addKeyValue("account", request.getAccount()).log("The window's caller went away");
        } catch (BadWindowException bad) {
            refuse(caller, Status.INVALID_ARGUMENT, bad);
        } catch (NoWindowsException whole) {
            refuse(caller, Status.OUT_OF_RANGE, whole);
        } catch (NotReadyException early) {
            refuse(caller, Status.FAILED_PRECONDITION, early);
        } catch (CallFailedException failed) {
            Status status = failed.code().equals("BI-JST-18") ? Status.RESOURCE_EXHAUSTED : Status.UNAVAILABLE;
            refuse(caller, failed.isPassing() ? status : Status.FAILED_PRECONDITION, failed);
        } catch (PageRejectedException unusable) {
            refuse(caller, Status.INTERNAL, unusable);
        } catch (ControlPlaneUnavailableException | PublishFailedException later) {
            refuse(caller, Status.UNAVAILABLE, later);
        } catch (ControlPlaneException refused) {
            refuse(caller, Status.FAILED_PRECONDITION, refused);
        } catch (RuntimeException unexpected) {
            if (!caller.isCancelled()) {
                log.atError()
                        .addKeyValue("account", request.getAccount())
                        .addKeyValue("entity", request.getEntity())
                        .addKeyValue("code", "BI-JST-44")
                        .setCause(unexpected)
                        .log("BI-JST-44 A window ended unexpectedly");
                // What an unexpected exception says is for the log: it may name anything.
                caller.onError(Status.INTERNAL
                        .withDescription("BI-JST-44 The window ended unexpectedly; the service's log says why")
                        .asRuntimeException());
            }
        }
    }

    private void load(LoadWindowRequest request, ServerCallStreamObserver<LoadWindowProgress> caller)
            throws BadWindowException, NoWindowsException, NotReadyException, InterruptedException, CallFailedException,
                    PageRejectedException {
        Instant now = clock.instant();
        WindowRequest window = WindowRequest.of(request, now);
        PulledEntity pulled = entities.stream()
                .filter(it -> it.name().equals(window.entity()))
                .findFirst()
                .orElseThrow(() -> new BadWindowException("There is no entity '%s'".formatted(window.entity())));
        if (pulled.increment() instanceof Increment.Snapshot) {
            throw new NoWindowsException(pulled.name());
        }
        window.requireWithin(Endpoint.USUAL_WINDOW);
        Account account = controlPlane.accounts("jushuitan").stream()
                .filter(it -> it.id().equals(window.account()))
                .findFirst()
                .orElseThrow(() -> new BadWindowException("There is no account '%s'".formatted(window.account())));
        if (!account.enabled()) {
            throw new NotReadyException("Account '%s' is disabled".formatted(account.id()));
        }
        Map<PulledEntity, Cursor> live = new LinkedHashMap<>();
        for (PulledEntity scoped : Scopes.of(pulled, account, Priority.HISTORY, calls, new StopSignal())) {
            live.put(scoped, live(account, scoped));
        }
        long begun = System.nanoTime();
        WindowTotals totals = new WindowTotals();
        for (var scopes = live.entrySet().iterator(); scopes.hasNext(); ) {
            var scope = scopes.next();
            boolean last = !scopes.hasNext();
            new WindowLoad(calls, publisher, account, scope.getKey(), scope.getValue(), window)
                    .run(now, progress -> caller.onNext(totals.with(progress, last)));
        }
        log.atInfo()
                .addKeyValue("account", account.id())
                .addKeyValue("entity", pulled.name())
                .addKeyValue("rows", totals.all().getPublished())
                .addKeyValue("run", request.getRun())
                .log(
                        "Window {} to {} published with {} calls in {} ms",
                        window.from(),
                        window.to(),
                        totals.all().getCalls(),
                        (System.nanoTime() - begun) / 1_000_000);
    }

    private Cursor live(Account account, PulledEntity scoped) throws NotReadyException {
        return controlPlane
                .cursor(account.id(), scoped.cursor())
                .orElseThrow(() -> new NotReadyException(
                        "Account '%s' has no live cursor '%s' yet: the live pull goes first, else changes would fall between"
                                .formatted(account.id(), scoped.cursor())));
    }

    private static void refuse(ServerCallStreamObserver<LoadWindowProgress> caller, Status status, Exception reason) {
        if (!caller.isCancelled()) {
            caller.onError(status.withDescription(reason.getMessage()).asRuntimeException());
        }
    }

    /** What is only read as a whole has no windows. */
    private static final class NoWindowsException extends Exception {
        NoWindowsException(String entity) {
            super("BI-JST-83 '%s' is only read as a whole, which the live pull does: it has no history to load"
                    .formatted(entity));
        }
    }

    /** The window would leave a gap, or nobody may pull the account. */
    private static final class NotReadyException extends Exception {
        NotReadyException(String message) {
            super("BI-JST-43 " + message);
        }
    }
}
