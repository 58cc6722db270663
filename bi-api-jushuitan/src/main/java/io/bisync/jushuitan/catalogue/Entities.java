package io.bisync.jushuitan.catalogue;

import io.bisync.jushuitan.declaration.EntityDeclaration;
import io.bisync.jushuitan.declaration.PulledEntity;
import java.util.List;
import java.util.ServiceLoader;

/** The entities of Jushuitan that are pulled and loaded: those that the list on the class path names. */
public final class Entities {

    public static final List<PulledEntity> ALL =
            ServiceLoader.load(EntityDeclaration.class, Entities.class.getClassLoader()).stream()
                    .map(listed -> listed.get().entity())
                    .toList();

    private Entities() {}

    /** The one of this name. */
    public static PulledEntity of(String name) {
        return ALL.stream()
                .filter(it -> it.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("No entity '%s' is declared".formatted(name)));
    }
}
