package io.bisync.basic.account;

import io.bisync.basic.http.Code;
import io.bisync.basic.http.RefusedException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What an account of a source is. */
public enum AccountKind {

    /** The merchant's login at an ERP that we ask: numbered, with an app's credentials. */
    APP {
        @Override
        void requireFits(NewAccount wanted) {
            var id = wanted.id();
            if (id != null && !NUMBER.matcher(id).matches()) {
                throw refused("id is a number without leading zeros (or absent) for " + wanted.source());
            }
            if (isBlank(wanted.appKey()) || isBlank(wanted.appSecret())) {
                throw refused("need appKey and appSecret for " + wanted.source());
            }
        }
    },

    /** The tenant of an ERP that writes its topics itself: it keeps the tenant's id. */
    TENANT {
        @Override
        void requireFits(NewAccount wanted) {
            if (wanted.id() == null) {
                throw refused("id is the tenant id for " + wanted.source());
            }
        }
    };

    private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,17}");

    /** Refuses an account that is none of this kind. */
    abstract void requireFits(NewAccount wanted);

    private static RefusedException refused(String why) {
        return new RefusedException(Code.INVALID, why);
    }

    private static boolean isBlank(@Nullable String text) {
        return text == null || text.isBlank();
    }
}
