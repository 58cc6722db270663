package io.bisync.privacy;

import java.nio.charset.StandardCharsets;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Masks what looks like a phone number, identity number, bank card, e-mail or address in a text that people write. Every
 * masked text is shorter than it was, and masking it again changes nothing.
 */
public final class FreeText {

    private static final String MASK = "***";
    private static final int FEWEST_DIGITS = 7;
    private static final int LONGEST_ADDRESS = 40;

    private static final String ALONE = "(?<![0-9A-Za-z])";
    private static final String END = "(?![0-9A-Za-z])";

    private static final Pattern EMAIL =
            Pattern.compile("[A-Za-z0-9._%+-]{1,64}+@[A-Za-z0-9-]{1,63}+(?:\\.[A-Za-z0-9-]{1,63}+){1,8}+");
    private static final Pattern IDENTITY =
            Pattern.compile(ALONE + "\\d{6}[ -]?(?:18|19|20)\\d{6}[ -]?\\d{3}[0-9Xx]" + END);
    private static final Pattern CARD =
            Pattern.compile(ALONE + "(?:\\d{15,19}|\\d{4}(?:[ -]\\d{4}){3}(?:[ -]?\\d{1,3})?)" + END);
    private static final Pattern PHONE = Pattern.compile("(?:" + ALONE + "|(?<=tel|phone|mobile))"
            + "(?:(?:\\+|00)?86[ -]?)?1[3-9](?:(?:[ -]?\\d){9}|\\d[._\u00b7]\\d{4}[._\u00b7]\\d{4})" + END
            + "|" + ALONE + "0\\d{2,3}-\\d{7,8}" + END);

    /** A street with a number, and what follows of buildings and rooms. */
    private static final Pattern STREET =
            Pattern.compile("(?:路|街|道|巷|弄|胡同|村|段|里)[东西南北中]? ?\\d{1,5}(?:-\\d{1,4})? ?[号弄幢栋座#]"
                    + "(?:[\\p{IsHan}A-Za-z]{0,10}?-?\\d{1,5}(?:号楼|[号幢栋座楼室层户]|单元)?(?!\\d)){0,6}+");

    /** Province, city and district, whatever follows. */
    private static final Pattern REGION = Pattern.compile(
            "\\p{IsHan}{2,6}?(?:省|自治区)\\p{IsHan}{1,9}?[市州盟]\\p{IsHan}{1,7}?[区县市旗][\\p{IsHan}0-9-]{0,40}+");

    private FreeText() {}

    /** The text without such values, or null where it has none. */
    public static byte @Nullable [] masked(byte[] utf8, int from, int to) {
        if (!mayHold(utf8, from, to)) {
            return null;
        }
        var text = new String(utf8, from, to - from, StandardCharsets.UTF_8);
        var masked = masked(text);
        return masked.equals(text) ? null : masked.getBytes(StandardCharsets.UTF_8);
    }

    /** Whether there are digits enough, an at sign, or an address could be: nothing else needs a closer look. */
    public static boolean mayHold(byte[] utf8, int from, int to) {
        int digits = 0;
        boolean han = false;
        for (int at = from; at < to; at++) {
            int b = utf8[at];
            if (b >= '0' && b <= '9') {
                digits++;
            } else if (b == '@' || b == (byte) 0xEF) {
                return true;
            } else if (b < 0) {
                han = true;
                if (isProvince(utf8, at, to)) {
                    return true;
                }
            }
        }
        return digits >= FEWEST_DIGITS || (han && digits > 0);
    }

    /** A province or an autonomous region: an address may do without a number. */
    private static boolean isProvince(byte[] utf8, int at, int to) {
        return at + 2 < to
                && ((utf8[at] == (byte) 0xE7 && utf8[at + 1] == (byte) 0x9C && utf8[at + 2] == (byte) 0x81)
                        || (utf8[at] == (byte) 0xE6 && utf8[at + 1] == (byte) 0xB2 && utf8[at + 2] == (byte) 0xBB));
    }

    private static String masked(String text) {
        var masked = new StringBuilder(text);
        hide(masked, EMAIL, _ -> true);
        hide(masked, IDENTITY, FreeText::isIdentity);
        hide(masked, CARD, FreeText::isCard);
        hide(masked, PHONE, _ -> true);
        hide(masked, STREET, _ -> true);
        hide(masked, REGION, _ -> true);
        return masked.toString();
    }

    private static void hide(StringBuilder text, Pattern pattern, Predicate<String> check) {
        var matches = pattern.matcher(narrow(text)).results().toList().reversed();
        int limit = text.length() + 1;
        for (var match : matches) {
            if (check.test(match.group())) {
                int from = pattern.equals(STREET) ? beginningOfAddress(text, match) : match.start();
                int to = Math.min(match.end(), limit);
                text.replace(from, to, MASK);
                limit = from;
            }
        }
    }

    private static int beginningOfAddress(CharSequence text, MatchResult street) {
        int from = street.start();
        while (from > 0 && street.start() - from < LONGEST_ADDRESS && Character.isIdeographic(text.charAt(from - 1))) {
            from--;
        }
        return from;
    }

    /** Letters, digits and signs of full width as ordinary ones: the text keeps its length. */
    private static String narrow(CharSequence text) {
        var narrow = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= '\uFF01' && c <= '\uFF5E') {
                narrow.append((char) (c - 0xFEE0));
            } else if (c == '\u3000' || c == '\u00A0' || c == '\u2009') {
                narrow.append(' ');
            } else {
                narrow.append(c >= '\u2010' && c <= '\u2015' ? '-' : c);
            }
        }
        return narrow.toString();
    }

    private static boolean isIdentity(String text) {
        var number = text.replaceAll("[ -]", "");
        int month = Integer.parseInt(number.substring(10, 12));
        int day = Integer.parseInt(number.substring(12, 14));
        if (month < 1 || month > 12 || day < 1 || day > 31) {
            return false;
        }
        int sum = 0;
        int weight = 1;
        for (int i = 16; i >= 0; i--) {
            weight = weight * 2 % 11;
            sum += (number.charAt(i) - '0') * weight;
        }
        return "10X98765432".charAt(sum % 11) == Character.toUpperCase(number.charAt(17));
    }

    private static boolean isCard(String text) {
        var number = text.replaceAll("[ -]", "");
        return isIssued(number) && hasLuhnDigit(number);
    }

    /** By first digits and length: numbers of orders and parcels are as long, and one in ten has the check digit. */
    private static boolean isIssued(String number) {
        return number.startsWith("62")
                || (number.startsWith("9558") && number.length() == 19)
                || number.matches("(?:4\\d|5[1-5]|35|2[2-7])\\d{14}")
                || number.matches("3[47]\\d{13}");
    }

    private static boolean hasLuhnDigit(String number) {
        int sum = 0;
        for (int i = 0; i < number.length(); i++) {
            int digit = number.charAt(number.length() - 1 - i) - '0';
            int twice = 2 * digit;
            sum += i % 2 == 0 ? digit : twice > 9 ? twice - 9 : twice;
        }
        return sum % 10 == 0;
    }
}
