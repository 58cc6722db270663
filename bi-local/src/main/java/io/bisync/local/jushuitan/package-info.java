/** The Jushuitan simulator: a strict, independent reading of the vendor's rules with merchants whose orders live. */
@NullMarked
package io.bisync.local.jushuitan;

import org.jspecify.annotations.NullMarked;
