@NullMarked
package io.bisync.loading.lineage;

import org.jspecify.annotations.NullMarked;
