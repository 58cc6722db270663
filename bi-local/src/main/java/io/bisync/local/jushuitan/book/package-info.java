/** Rows of any entity, made from its dictionary: how they live, what the ERP says about them and what is true. */
@NullMarked
package io.bisync.local.jushuitan.book;

import org.jspecify.annotations.NullMarked;
