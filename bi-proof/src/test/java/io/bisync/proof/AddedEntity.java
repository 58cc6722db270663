package io.bisync.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.bisync.local.process.Checkout;
import io.bisync.local.process.ChildProcess;
import io.bisync.proof.catalogue.EntityCommandLine;
import io.bisync.proof.coupon.CouponEntity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** An entity that no release has, in a folder of its own: its declaration, its dictionary and the line that lists it. */
final class AddedEntity {

    private static final Path TARGET = Checkout.root().resolve("bi-proof/target");
    private static final Path FOLDER = TARGET.resolve("coupon");
    private static final String DECLARATION = CouponEntity.class.getName().replace('.', '/') + ".class";
    private static final String DICTIONARY = "dictionary/jushuitan/coupon.tsv";
    private static final String LIST = "META-INF/services/io.bisync.jushuitan.declaration.EntityDeclaration";

    private AddedEntity() {}

    /** Lays the three into the folder, and lets {@code ./bi entity} write there what comes from them. */
    static Path prepare() {
        copy(TARGET.resolve("test-classes"), DECLARATION);
        copy(TARGET.resolve("test-classes/coupon"), DICTIONARY);
        copy(TARGET.resolve("test-classes/coupon"), LIST);
        // Of these it writes anew what comes from declarations only.
        copy(Checkout.root(), "deploy/starrocks/kustomization.yaml");
        copy(Checkout.root(), "docs/settings.md");
        ChildProcess entity = CommandLine.start(
                "entity",
                List.of(FOLDER, Checkout.root().resolve("bi-api-leke/target/classes")),
                EntityCommandLine.class);
        assertThat(entity.awaitExit(Duration.ofMinutes(1)))
                .as(CommandLine.output(entity))
                .isZero();
        return FOLDER;
    }

    private static void copy(Path from, String file) {
        try {
            Path to = FOLDER.resolve(file);
            Files.createDirectories(to.getParent());
            Files.write(to, Files.readAllBytes(from.resolve(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
