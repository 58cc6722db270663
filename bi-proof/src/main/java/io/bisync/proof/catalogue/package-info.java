/** The files that come from the services' catalogues: tables, their list, what they mean, and what they cost in labels. */
@NullMarked
package io.bisync.proof.catalogue;

import org.jspecify.annotations.NullMarked;
