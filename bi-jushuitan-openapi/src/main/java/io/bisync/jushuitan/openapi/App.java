package io.bisync.jushuitan.openapi;

/** The key and secret under which an app signs its calls; its text never shows the secret. */
public record App(String key, String secret) {

    @Override
    public String toString() {
        return "App[key=" + key + ", secret=***]";
    }
}
