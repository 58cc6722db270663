package io.bisync.proof.catalogue;

import io.bisync.local.process.Checkout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** {@code ./bi entity}: writes what comes from the services' catalogues into the checkout, or beside an extension of them. */
public final class EntityCommandLine {

    private EntityCommandLine() {}

    public static void main(String... arguments) throws IOException {
        Optional<Path> extension = Checkout.extension();
        Path checkout = extension.orElseGet(Checkout::root);
        UnaryOperator<String> today = it -> text(checkout.resolve(it));
        Map<String, String> files = extension.isPresent() ? CatalogueFiles.of(today) : CatalogueFiles.ofCheckout(today);
        for (Map.Entry<String, String> file : files.entrySet()) {
            Path path = checkout.resolve(file.getKey());
            if (!Files.exists(path) || !text(path).equals(file.getValue())) {
                Files.writeString(path, file.getValue());
                System.out.println("written: " + file.getKey());
            }
        }
        System.out.println(files.size() + " files are as the declarations and dictionaries say");
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
