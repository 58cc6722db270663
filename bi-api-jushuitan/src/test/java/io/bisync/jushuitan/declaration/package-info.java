@NullMarked
package io.bisync.jushuitan.declaration;

import org.jspecify.annotations.NullMarked;
