/** Tables: an entity is one declaration, and from it come DDL, views, the plan of reading and the comparison with what is live. */
@NullMarked
package io.bisync.table;

import org.jspecify.annotations.NullMarked;
