package io.bisync.secret;

import java.nio.charset.StandardCharsets;

/** Where a secret belongs. What was sealed for one place opens at no other, so rows cannot be swapped. */
public record SecretPlace(String table, String account, String column) {

    byte[] associatedData() {
        // The unit separator cannot be part of an id, so no two places have the same bytes.
        return String.join("\u001f", table, account, column).getBytes(StandardCharsets.UTF_8);
    }
}
