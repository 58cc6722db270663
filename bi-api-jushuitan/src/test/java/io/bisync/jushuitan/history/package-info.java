@NullMarked
package io.bisync.jushuitan.history;

import org.jspecify.annotations.NullMarked;
