/** What services ask bi-basic over HTTP: its controllers implement these interfaces, Spring's proxy calls through them. */
@NullMarked
package io.bisync.account.api;

import org.jspecify.annotations.NullMarked;
