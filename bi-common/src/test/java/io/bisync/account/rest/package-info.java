@NullMarked
package io.bisync.account.rest;

import org.jspecify.annotations.NullMarked;
