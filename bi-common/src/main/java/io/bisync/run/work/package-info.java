/**
 * Services that work off slices: they claim them from bi-basic, publish them page by page, each page and its progress in one
 * transaction, and watch until they are loaded.
 */
@NullMarked
package io.bisync.run.work;

import org.jspecify.annotations.NullMarked;
