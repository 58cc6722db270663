package io.bisync.jushuitan.openapi;

import io.bisync.account.Account;
import io.bisync.account.ControlPlane;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Makes sure that answers are of the account's own company; an account without one adopts what its first answer names. */
final class Companies {

    private final ControlPlane controlPlane;
    private final Map<String, String> adopted = new ConcurrentHashMap<>();

    Companies(ControlPlane controlPlane) {
        this.controlPlane = controlPlane;
    }

    /** Fails where an entity of the page is of another company. */
    void require(Account account, Page page) throws CallFailedException {
        Set<String> named = page.companies();
        if (named.isEmpty()) {
            return;
        }
        String first = named.iterator().next();
        String expected = account.companyId() == null ? adopted.getOrDefault(account.id(), first) : account.companyId();
        if (!named.equals(Set.of(expected))) {
            throw CallFailedException.company(account.id(), expected, named);
        }
        if (account.companyId() == null && !adopted.containsKey(account.id())) {
            controlPlane.adoptCompany(account.id(), expected);
            adopted.put(account.id(), expected);
        }
    }
}
