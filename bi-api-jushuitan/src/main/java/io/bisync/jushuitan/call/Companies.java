package io.bisync.jushuitan.call;

import io.bisync.account.Account;
import io.bisync.account.ControlPlane;
import io.bisync.jushuitan.openapi.CallFailedException;
import io.bisync.jushuitan.openapi.Page;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
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
            throw CallFailedException.refused(
                    "BI-JST-29",
                    "Account %s is of company %s, but the answer holds entities of %s: nothing of it is published. Compare the account's app key and companyId with Jushuitan's console"
                            .formatted(account.id(), expected, new TreeSet<>(named)));
        }
        if (account.companyId() == null && !adopted.containsKey(account.id())) {
            controlPlane.adoptCompany(account.id(), expected);
            adopted.put(account.id(), expected);
        }
    }
}
