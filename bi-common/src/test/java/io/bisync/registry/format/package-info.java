@NullMarked
package io.bisync.registry.format;

import org.jspecify.annotations.NullMarked;
