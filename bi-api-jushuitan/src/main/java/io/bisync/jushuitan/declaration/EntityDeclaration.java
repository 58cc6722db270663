package io.bisync.jushuitan.declaration;

/**
 * Declares one entity of Jushuitan. The list of them is {@code META-INF/services/} with the name of this type: every
 * such file on the class path counts, one class a line.
 */
@FunctionalInterface
public interface EntityDeclaration {

    /** The entity: its tables, and where and by what it is asked for. */
    PulledEntity entity();
}
