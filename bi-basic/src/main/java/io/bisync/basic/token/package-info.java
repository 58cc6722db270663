/** ERP tokens: who fetches a new one, and when. */
@NullMarked
package io.bisync.basic.token;

import org.jspecify.annotations.NullMarked;
