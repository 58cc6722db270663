@NullMarked
package io.bisync.account.change;

import org.jspecify.annotations.NullMarked;
