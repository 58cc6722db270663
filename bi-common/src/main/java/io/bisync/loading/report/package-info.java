/** Telling how loading goes: meters, health, the endpoint, and reports to bi-basic. */
@NullMarked
package io.bisync.loading.report;

import org.jspecify.annotations.NullMarked;
