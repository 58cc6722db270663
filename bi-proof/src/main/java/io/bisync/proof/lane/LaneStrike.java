package io.bisync.proof.lane;

/** What is done to a member. */
enum LaneStrike {
    DRAIN("L01 drain ran out"),
    KILL("L02 member killed"),
    STAND_STILL("L03 partitions lost");

    private final String fault;

    LaneStrike(String fault) {
        this.fault = fault;
    }

    /** As the report has it. */
    String fault() {
        return fault;
    }
}
