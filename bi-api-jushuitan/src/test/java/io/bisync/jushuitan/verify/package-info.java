@NullMarked
package io.bisync.jushuitan.verify;

import org.jspecify.annotations.NullMarked;
