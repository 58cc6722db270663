@NullMarked
package io.bisync.jushuitan.authorise;

import org.jspecify.annotations.NullMarked;
