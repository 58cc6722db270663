package io.bisync.account;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a service asks of bi-basic. Every method throws a {@link ControlPlaneException}: {@link ControlPlaneUnavailableException}
 * means try again, {@link ControlPlaneRefusedException} means it will never work (an unknown or disabled account),
 * {@link LeaseLostException} that another holder took over.
 */
public interface ControlPlane {

    /** All accounts of a source in the order of their ids, enabled and disabled ones. */
    List<Account> accounts(String source);

    /**
     * Renews all leases of a holder, stores how far its pulls have come, and gives it its share of the enabled accounts of a
     * source. Accounts of a holder that is not heard of within its {@code ttl} go to the others.
     *
     * @param held the accounts that the holder pulls; a move under a fence that is too old is refused, as is one that goes back
     */
    Leases lease(String source, String holder, Duration ttl, List<HeldAccount> held);

    /** Gives all leases of a holder back, so that the others need not wait; harmless when they are lost already. */
    void release(String source, String holder);

    /** Where the pull stands; empty before it first moved. */
    Optional<Cursor> cursor(String account, String entity);

    /** What is known of an entity that is only read as a whole. */
    KnownSnapshot snapshot(String account, String entity);

    /**
     * Gives a version under which rows of a snapshot will be published: above all that were given before, and not below
     * bi-basic's clock in milliseconds. Until they are noted nobody takes them for what they were or will be. Under the
     * lease of that fence, else {@link LeaseLostException}.
     */
    long snapshotVersion(String account, long fence, String entity, List<String> keys);

    /** Notes rows of a snapshot that Kafka has, and keys of rows whose delete it has; under the same lease. */
    void noteSnapshot(String account, long fence, String entity, List<SnapshotRow> published, List<String> deleted);

    /** The token to call with, or the duty to get one. */
    Access access(String account, String holder);

    /** Stores what the ERP answered to the holder of a refresh lease; an old fence is refused with {@link LeaseLostException}. */
    void storeToken(String account, long fence, Token token);

    /** Says that the ERP called this token invalid before its time; a token that has been replaced already is ignored. */
    void tokenRejected(String account, String accessToken);

    /**
     * Whose link that is. One that was used, is over or never was is refused, all in the same way.
     *
     * @param state what the link ends with and the ERP sends back
     */
    OpenAuthorisation authorisation(String state);

    /**
     * Uses a link up: whoever gets the answer, and nobody ever again, exchanges the code that came back with it and stores
     * the token under the fence. Refused as above, and where the account is disabled.
     */
    Access.Refresh useAuthorisation(String account, String state, String holder);

    /** App key and secret, to sign calls with. */
    Credentials credentials(String account);

    /** Notes the company that the ERP's answers name, for an account that has none yet; another one is refused. */
    void adoptCompany(String account, String company);

    /**
     * Asks for calls of accounts of a source, each out of its account's one bucket; one answer for each request, in their
     * order. Permits that are not used are lost.
     */
    List<Permits> permits(String source, List<PermitRequest> requests);

    /** Says that the ERP refused a call for its frequency: nobody gets permits until the pause is over. */
    void throttled(String account, Duration pause);

    /** The addresses of a source at which its ERP says that something changed, as far as they are valid. */
    List<PushDoor> pushDoors(String source);

    /** The accounts of a source that have what the ERP calls so, for example the {@code shop} 10001. */
    List<String> accountsWith(String source, String kind, String id);

    /** The accounts of a source whose records are not loaded. */
    Set<String> heldAccounts(String source);

    /** The names of the entities that are not to be asked for, by account of a source; others are not named. */
    Map<String, Set<String>> pausedEntities(String source);

    /** Says that a hold began with this record; false when somebody lifted that one meanwhile. */
    boolean holdBegan(String source, String account, String topic, int partition, long offset);

    /** Tells by which rules this process loads; what differs from those told before is in bi-basic's audit. */
    void rulesInForce(String source, FieldRules rules);

    /** Tells which fields this process met that no declaration knows. */
    void newFields(String source, NewFields fields);

    /**
     * What readers of SQL are told of a source, for one holder at a time: empty while another one that was heard of within
     * its {@code ttl} has that task.
     */
    Optional<SourceStatus> status(String source, String holder, Duration ttl);

    /** Gives the task to tell readers of SQL back, so that the others need not wait; harmless when it is lost already. */
    void releaseStatus(String source, String holder);

    /** Tells what this process has done so far. */
    void report(StatusReport report);

    /** Tells how the listeners of this process stand; the last word counts. */
    void report(ListenerReport report);
}
