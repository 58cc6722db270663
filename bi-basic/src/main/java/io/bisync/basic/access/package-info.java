/** Who may call the control plane: API tokens, roles and introspection. */
@NullMarked
package io.bisync.basic.access;

import org.jspecify.annotations.NullMarked;
