package io.bisync.proof.history;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** What is done to a history load. */
enum HistoryStrike {
    SERVICE_ANSWERED("C20 service killed: page answered, nothing written", Part.SERVICE),
    SERVICE_WRITTEN("C20 service killed: page written, not committed", Part.SERVICE),
    SERVICE_COMMITTED("C21 service killed: page committed, ledger not told", Part.SERVICE),
    SERVICE_WATCHING("C21 service killed: what it sent is watched", Part.SERVICE),
    SERVICE_ANY("C20 service killed at any moment", Part.SERVICE),
    STOPPED_ANSWERED("B09 service stopped beyond its lease wakes up: page answered", Part.SERVICE),
    STOPPED_WRITTEN("B09 service stopped beyond its lease wakes up: page written", Part.SERVICE),
    JOB("C20 job killed that began the run", Part.NONE),
    SECOND_JOB("B08 second job for what is underway", Part.NONE),
    BROKER("K04 broker killed in mid-page", Part.ALL),
    BASIC("C21 bi-basic killed in mid-page", Part.ALL),
    POSTGRES("B11 PostgreSQL killed in mid-page", Part.ALL);

    /** Whose slices are disturbed. */
    enum Part {
        NONE,
        SERVICE,
        ALL
    }

    private final String fault;
    private final Part part;

    HistoryStrike(String fault, Part part) {
        this.fault = fault;
        this.part = part;
    }

    String fault() {
        return fault;
    }

    Part part() {
        return part;
    }

    /** So many, each kind as often as the others or once more, in an order by chance. */
    static List<HistoryStrike> some(int many, Random random) {
        List<HistoryStrike> strikes = new ArrayList<>();
        while (strikes.size() < many) {
            List<HistoryStrike> all = new ArrayList<>(List.of(values()));
            Collections.shuffle(all, random);
            strikes.addAll(all.subList(0, Math.min(all.size(), many - strikes.size())));
        }
        return strikes;
    }
}
