/** The control address: change orders, inject faults, read the calls and the truth. */
@NullMarked
package io.bisync.local.jushuitan.control;

import org.jspecify.annotations.NullMarked;
