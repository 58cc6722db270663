package io.bisync.local.starrocks.fault;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.net.URI;
import java.time.Duration;

/**
 * One thing that goes wrong with a load. Each belongs to one phase, in which it is asked for at one place only;
 * faults of several phases may strike the same load.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME, property = "fault")
public sealed interface Fault {

    /** While the frontend looks at the password, whatever is asked. */
    sealed interface Authorization extends Fault {}

    /** While the frontend chooses a backend for a load. */
    sealed interface Redirect extends Fault {}

    /** While the backend begins the transaction, before a byte of the body. */
    sealed interface Begin extends Fault {}

    /** While the backend tells that a label is in use; it strikes only then. */
    sealed interface LabelInUse extends Fault {}

    /** From the first byte of the body until the commit. */
    sealed interface Body extends Fault {}

    /** After the rows are durable. */
    sealed interface Commit extends Fault {}

    /** While the backend's answer is written, whatever it says. */
    sealed interface Reply extends Fault {}

    /** 401, as after the password was changed. */
    record AccessDenied() implements Authorization {}

    /** The redirect comes after a pause. */
    record SlowRedirect(Duration pause) implements Redirect {}

    /** The redirect leads to another address, where nobody listens or nobody may send to. */
    record RedirectTo(URI address) implements Redirect {}

    /** The frontend, or a proxy in front of it, answers with a page of HTML. */
    record FrontendPage(int status) implements Redirect {}

    /** {@code No backend alive.} */
    record NoBackend() implements Redirect {}

    /** The database runs as many transactions as it may; none is begun. */
    record RunningTransactions() implements Begin {}

    /** The call that begins the transaction fails, and none is begun. */
    record BeginFails() implements Begin {}

    /** {@code begin transacton failed}, though it was begun: the label stays PREPARE until its timeout. */
    record ZombiePrepare() implements Begin {}

    /** A first request is told that its label is in use: it was begun twice, and stays PREPARE until its timeout. */
    record BegunTwice() implements Begin {}

    /** The body is taken, the connection reset, and only then, after the delay or a release, the load begins. */
    record BeginsLate(Duration delay) implements Begin {}

    /** StarRocks 3.3.0 to 3.4.3: a label in use is a failure with the message of another one inside. */
    record LabelInUseAsFailure() implements LabelInUse {}

    /** Loads have been too frequent; aborted. */
    record TooManyVersions() implements Body {}

    /** No memory is left; aborted. */
    record MemoryExceeded() implements Body {}

    /** The connection is reset after so many bytes of the body, and the load aborted. */
    record ResetWithinBody(long bytes) implements Body {}

    /** The backend reads no further after so many bytes of the body, for so long or until a release; then it goes on. */
    record StalledBody(long bytes, Duration atMost) implements Body {}

    /** The backend dies after so many bytes of the body: nobody aborts the load before its timeout. */
    record BackendDies(long bytes) implements Body {}

    /** The frontend's leader changes: the running load is forgotten, its label unknown, and its commit fails. */
    record PrepareLost() implements Body {}

    /** The last rows are lost, and the answer says so. */
    record FewerRows(int rows) implements Body {}

    /** The body is taken, the connection reset, and only then, after the delay or a release, the load commits. */
    record CommitsLate(Duration delay) implements Body {}

    /** StarRocks 2.4 to 3.2: {@code Transaction status unknown}, though the rows are in. */
    record StatusUnknown() implements Commit {}

    /** StarRocks 3.3 and later: {@code FE RPC failure}, though the rows are in. */
    record CommitCallFails() implements Commit {}

    /** The connection is reset, though the rows are in. */
    record ResetAfterCommit() implements Commit {}

    /** The label stays COMMITTED until so much later or a release, then it is VISIBLE. */
    record PublishTimeout(Duration visibleAfter) implements Commit {}

    /** The answer ends after so many bytes, as if it were complete. */
    record CutAnswer(int bytes) implements Reply {}

    /** The connection is reset after so many bytes of the answer. */
    record ResetWithinAnswer(int bytes) implements Reply {}

    /** No answer for so long or until a release; then the connection is closed. */
    record NoAnswer(Duration atMost) implements Reply {}

    /** A pause before each byte of the answer. */
    record SlowAnswer(Duration perByte) implements Reply {}

    /** The answer does not end before the client does. */
    record EndlessAnswer() implements Reply {}

    /** A proxy puts a page of HTML in the answer's place. */
    record AnswerPage(int status) implements Reply {}
}
