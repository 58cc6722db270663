package io.bisync.account;

/** The app key and secret that sign calls to an ERP; its text never shows the secret. */
public record Credentials(String appKey, String appSecret) {

    @Override
    public String toString() {
        return "Credentials[appKey=" + appKey + ", appSecret=***]";
    }
}
