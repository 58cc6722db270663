/** Tests of merchants and their orders. */
@NullMarked
package io.bisync.local.jushuitan.merchant;

import org.jspecify.annotations.NullMarked;
