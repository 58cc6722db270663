package io.bisync.jushuitan.openapi;

/** Where the token to call with comes from. */
public interface Tokens {

    /**
     * What the next call is signed and made with; may call Jushuitan for it.
     *
     * @throws CallFailedException where there is none
     */
    Grant grant(CallContext context) throws CallFailedException, InterruptedException;

    /** Jushuitan called this token invalid: the next grant holds another one. */
    void rejected(Grant grant);

    /** Jushuitan refused a call for good; what is held here may be the reason. */
    default void refused() {}

    /** What a call is signed and made with; its text shows neither. */
    record Grant(App app, String accessToken) {

        @Override
        public String toString() {
            return "Grant[" + app + "]";
        }
    }
}
