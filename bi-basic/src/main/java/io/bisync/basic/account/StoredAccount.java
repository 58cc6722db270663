package io.bisync.basic.account;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.bisync.account.AppKind;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** An account as it is kept; what is sealed is in no answer and no text of it. */
public record StoredAccount(
        String id,
        Source source,
        String name,
        AppKind appKind,
        String appKey,
        @JsonIgnore @Nullable String sealedSecret,
        @Nullable String companyId,
        boolean enabled,
        long version,
        Instant createdAt,
        Instant updatedAt) {

    @Override
    public String toString() {
        return "StoredAccount[id=" + id + ", source=" + source.text() + ", version=" + version + "]";
    }
}
