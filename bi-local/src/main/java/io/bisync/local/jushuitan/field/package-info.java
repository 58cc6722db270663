/** What a row's fields are worth, said once: how the ERP spells it and what is true of it. */
@NullMarked
package io.bisync.local.jushuitan.field;

import org.jspecify.annotations.NullMarked;
