package io.bisync.local.demo;

import io.bisync.local.process.Checkout;
import java.nio.file.Path;

/** The folder of the one demo of this checkout: data, logs and addresses. */
final class DemoFolder {

    private DemoFolder() {}

    static Path path() {
        return Checkout.root().resolve(".bisync/demo");
    }
}
