package io.bisync.loading.range;

import io.bisync.secret.Sha256;
import io.bisync.starrocks.LoadLabel;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Base64;
import java.util.SortedSet;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/**
 * Names every load after what it carries, so that the same rows always have the same label and no two loads share one.
 * A label reads {@code <table>-<fingerprint>-e<epoch>-p<partition>-<from>-<to>}, then {@code -s} for a part of a range
 * whose rows were refused as a whole, then {@code -x<hash>} where records that StarRocks refuses are left out. It is at
 * most 128 characters long: partition, range and epoch stand in it as they are, all other parts are in the fingerprint.
 *
 * @param environment the deployment, as two of them may share a database
 * @param group the consumer group
 * @param database the StarRocks database; labels are unique in it
 */
public record Labels(String environment, String group, String database) {

    private static final Pattern NOT_ALLOWED = Pattern.compile("[^-\\w]");
    private static final int LONGEST_TABLE = 28;
    private static final int FINGERPRINT_BYTES = 16;

    /** What SQL's LIKE finds the labels of a table and a partition by; the range in each says which records it carried. */
    public static String like(String table, int partition) {
        return readable(table) + "-%-p" + partition + "-%";
    }

    /**
     * The label of one table's rows of {@code range}.
     *
     * @param shape the fingerprint of the declaration that makes the rows
     * @param without the offsets of records that are left out
     */
    LoadLabel whole(String table, Range range, String shape, SortedSet<Long> without) {
        return label(table, range, shape, range.from(), range.to(), left(without));
    }

    /** The label of one table's rows of a part of {@code range}: of the records in {@code [from, to)}. */
    LoadLabel part(String table, Range range, String shape, long from, long to, SortedSet<Long> without) {
        return label(table, range, shape, from, to, "-s" + left(without));
    }

    private LoadLabel label(String table, Range range, String shape, long from, long to, String suffix) {
        return new LoadLabel(readable(table) + "-"
                + fingerprint(table, range.partition().topic(), range.start().topicId(), shape) + "-e" + range.epoch()
                + "-p" + range.partition().partition() + "-" + from + "-" + to + suffix);
    }

    private static String readable(String table) {
        var readable = NOT_ALLOWED.matcher(table).replaceAll("_");
        return readable.length() > LONGEST_TABLE ? readable.substring(0, LONGEST_TABLE) : readable;
    }

    private static String left(SortedSet<Long> without) {
        if (without.isEmpty()) {
            return "";
        }
        var crc = new CRC32();
        without.forEach(offset -> crc.update((offset + ",").getBytes(java.nio.charset.StandardCharsets.US_ASCII)));
        return "-x" + Long.toHexString(crc.getValue());
    }

    /** Every part with its length in front, so that no two lists of parts have the same bytes. */
    private String fingerprint(String table, String topic, String topicId, String shape) {
        var bytes = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(bytes)) {
            for (var part : new String[] {environment, group, database, table, topic, topicId, shape}) {
                out.writeUTF(part);
            }
            var digest = Sha256.of(bytes.toByteArray());
            return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(digest, FINGERPRINT_BYTES));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
