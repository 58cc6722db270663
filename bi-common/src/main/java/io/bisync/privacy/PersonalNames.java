package io.bisync.privacy;

import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;

/** Names of unknown fields that are taken out because they look personal, however they are spelled. */
public final class PersonalNames {

    private static final byte[][] PARTS = Stream.of(
                    "receiver", "buyer", "phone", "mobile", "address", "email", "idcard")
            .map(it -> it.getBytes(StandardCharsets.US_ASCII))
            .toArray(byte[][]::new);

    /** Case and the separators {@code _} and {@code -} do not count: {@code idCard} is {@code id_card}. */
    public static boolean looksPersonal(byte[] name, int from, int to) {
        for (int start = from; start < to; start++) {
            for (var part : PARTS) {
                if (startsWith(name, start, to, part)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean startsWith(byte[] name, int from, int to, byte[] part) {
        int at = from;
        for (var wanted : part) {
            while (at < to && at > from && (name[at] == '_' || name[at] == '-')) {
                at++;
            }
            if (at == to || (name[at] | 0x20) != wanted) {
                return false;
            }
            at++;
        }
        return true;
    }

    private PersonalNames() {}
}
