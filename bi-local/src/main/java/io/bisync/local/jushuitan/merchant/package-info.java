/** Merchants: their orders, how these live, what the ERP says about them and what is true. */
@NullMarked
package io.bisync.local.jushuitan.merchant;

import org.jspecify.annotations.NullMarked;
