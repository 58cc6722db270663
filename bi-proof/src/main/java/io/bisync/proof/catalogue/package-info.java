/** The files that come from the services' catalogues: tables, their list, and the pages that say what they mean. */
@NullMarked
package io.bisync.proof.catalogue;

import org.jspecify.annotations.NullMarked;
