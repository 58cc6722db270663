package io.bisync.loading;

import io.bisync.starrocks.LoadLabel;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.regex.Pattern;

/**
 * Names every load after what it carries, so that the same range always has the same label and no two ranges share one.
 * A label reads {@code <table>-<fingerprint>-e<epoch>-p<partition>-<from>-<to>} and is at most 127 characters long:
 * partition, range and epoch stand in it as they are, all the other parts are in the fingerprint.
 *
 * @param environment the deployment, as two of them may share a database
 * @param group the consumer group
 * @param database the StarRocks database; labels are unique in it
 */
public record Labels(String environment, String group, String database) {

    private static final Pattern NOT_ALLOWED = Pattern.compile("[^-\\w]");
    private static final int LONGEST_TABLE = 40;
    private static final int FINGERPRINT_BYTES = 16;

    /** The label of one table's rows of {@code range}. */
    public LoadLabel label(String table, Range range) {
        var readable = NOT_ALLOWED.matcher(table).replaceAll("_");
        if (readable.length() > LONGEST_TABLE) {
            readable = readable.substring(0, LONGEST_TABLE);
        }
        return new LoadLabel(readable + "-" + fingerprint(table, range.topic(), range.topicId()) + "-e" + range.epoch()
                + "-p" + range.partition().partition() + "-" + range.from() + "-" + range.to());
    }

    /** Every part with its length in front, so that no two lists of parts have the same bytes. */
    private String fingerprint(String table, String topic, String topicId) {
        var bytes = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(bytes)) {
            for (var part : new String[] {environment, group, database, table, topic, topicId}) {
                out.writeUTF(part);
            }
            var digest = MessageDigest.getInstance("SHA-256").digest(bytes.toByteArray());
            return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(digest, FINGERPRINT_BYTES));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java runtime has SHA-256", impossible);
        }
    }
}
