/** Tables: an entity is one declaration, and from it come rows, DDL, views, redaction and the comparison with what is live. */
@NullMarked
package io.bisync.table;

import org.jspecify.annotations.NullMarked;
