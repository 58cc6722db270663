/** StarRocks over HTTP: loads by its protocol, questions by its SQL endpoint. */
@NullMarked
package io.bisync.starrocks.http;

import org.jspecify.annotations.NullMarked;
