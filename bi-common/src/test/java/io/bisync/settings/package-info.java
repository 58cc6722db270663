@NullMarked
package io.bisync.settings;

import org.jspecify.annotations.NullMarked;
