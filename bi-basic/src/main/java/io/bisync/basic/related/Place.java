package io.bisync.basic.related;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.bisync.basic.http.Code;
import io.bisync.basic.http.RefusedException;
import java.util.Base64;

/** Where a page ends: the next one goes on behind it, whatever comes or goes before it meanwhile. */
record Place(String account, String kind, String id) {

    static final Place BEGINNING = new Place("", "", "");

    static Place after(RelatedEntity last) {
        return new Place(last.account(), last.kind(), last.id());
    }

    /** As callers give it back. */
    static Place of(String text) {
        try {
            var parts = new String(Base64.getUrlDecoder().decode(text), UTF_8).split("\n", -1);
            if (parts.length == 3 && text.equals(new Place(parts[0], parts[1], parts[2]).text())) {
                return new Place(parts[0], parts[1], parts[2]);
            }
        } catch (IllegalArgumentException _) {
            // No Base64: told below.
        }
        throw new RefusedException(Code.INVALID, "after is the next of another page, as it came");
    }

    /** None of the parts holds a line's end. */
    String text() {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(String.join("\n", account, kind, id).getBytes(UTF_8));
    }
}
