package io.bisync.account;

/**
 * A link to the authorisation of a service provider's app that is still open.
 *
 * @param account whose app the merchant is asked to let in
 * @param credentials that app's, to sign the address of the ERP's page and to check what comes back from it
 */
public record OpenAuthorisation(String account, Credentials credentials) {}
