@NullMarked
package io.bisync.proof.report;

import org.jspecify.annotations.NullMarked;
