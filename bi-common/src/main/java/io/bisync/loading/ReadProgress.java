package io.bisync.loading;

import io.bisync.account.StatusReport;
import java.util.List;

/** Port to whoever reads an ERP: how far, per account and entity. A service that pulls declares one such bean. */
public interface ReadProgress {

    /** Every change before these instants is on the topics, acknowledged. */
    List<StatusReport.Read> reads();
}
