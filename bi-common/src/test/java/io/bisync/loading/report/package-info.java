@NullMarked
package io.bisync.loading.report;

import org.jspecify.annotations.NullMarked;
