/** Fields that an ERP sends and no declaration knows, and the column that each would get. */
@NullMarked
package io.bisync.basic.field;

import org.jspecify.annotations.NullMarked;
