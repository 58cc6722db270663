package io.bisync.cron.history;

import io.bisync.account.Account;
import io.bisync.account.ControlPlane;
import java.util.Map;
import java.util.Optional;

/** Finds the service that speaks the ERP of an account. */
final class WindowLoaders {

    private final ControlPlane controlPlane;
    private final Map<String, WindowLoader> bySource;

    WindowLoaders(ControlPlane controlPlane, Map<String, WindowLoader> bySource) {
        this.controlPlane = controlPlane;
        this.bySource = Map.copyOf(bySource);
    }

    WindowLoader forAccount(String account) {
        return bySource.entrySet().stream()
                .filter(source -> find(source.getKey(), account).isPresent())
                .map(Map.Entry::getValue)
                .findFirst()
                .orElseThrow(() -> new UsageException(
                        "bi-basic knows no account '%s' of %s".formatted(account, bySource.keySet())));
    }

    private Optional<Account> find(String source, String account) {
        return controlPlane.accounts(source).stream()
                .filter(candidate -> candidate.id().equals(account))
                .findFirst();
    }
}
