/** Calls to Jushuitan in the name of accounts: with the tokens and permits of bi-basic, and its meters. */
@NullMarked
package io.bisync.jushuitan.call;

import org.jspecify.annotations.NullMarked;
