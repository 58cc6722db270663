/** What belongs to accounts at their ERPs: company, app, shops, warehouses. */
@NullMarked
package io.bisync.basic.related;

import org.jspecify.annotations.NullMarked;
