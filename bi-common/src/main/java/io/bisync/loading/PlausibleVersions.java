package io.bisync.loading;

import java.util.OptionalLong;

/** Port to whoever knows how far a source's versions can have come. A service that knows declares one such bean. */
@FunctionalInterface
public interface PlausibleVersions {

    /** The largest version that a row of the account's entity can have by now; empty where nobody here knows. */
    OptionalLong highest(String account, String entity);
}
