/** Hints: what is said to have changed at an ERP, and has to be read again there before anything is believed. */
@NullMarked
package io.bisync.account.hint;

import org.jspecify.annotations.NullMarked;
