/** The addresses that merchants and Jushuitan open to let a service provider's app in; nobody shows a token there. */
@NullMarked
package io.bisync.jushuitan.authorise;

import org.jspecify.annotations.NullMarked;
