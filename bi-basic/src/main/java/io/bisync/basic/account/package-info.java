/** ERP accounts with their sealed credentials. */
@NullMarked
package io.bisync.basic.account;

import org.jspecify.annotations.NullMarked;
