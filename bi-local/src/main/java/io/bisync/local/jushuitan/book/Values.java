package io.bisync.local.jushuitan.book;

import io.bisync.local.dictionary.Field;
import io.bisync.local.dictionary.FieldClass;
import io.bisync.local.dictionary.FieldType;
import io.bisync.local.jushuitan.field.Dice;
import io.bisync.local.jushuitan.field.Fields;
import io.bisync.local.marks.Marks;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a field is worth, by its line in the dictionary: a function of the row's seed, the field and how often the row changed. */
final class Values {

    private static final List<String> WORDS = List.of("晨光", "海棠", "老李", "渠道部", "加急", "A级", "“引号”\"x\"", "大促,预售");
    private static final String NEW_WORD = "Unheard";
    private static final String NUMBERS_IN_TEXT = "jushuitan.order.question_desc";
    private static final long ABOVE_32_BITS = 4_300_000_000L;
    private static final int DAY = 86_400;

    private Values() {}

    /** A row as far as a value depends on it. */
    record Subject(long seed, int revision, long createdAt) {

        /** What to ask the dice: every third change of the row asks anew for a field that moves. */
        private String question(Field field) {
            return moves(field)
                    ? field.name() + "@" + (revision + Dice.below(3, seed, field.name())) / 3
                    : field.name();
        }

        private boolean absent(Field field) {
            return Dice.chance(field.type() == FieldType.NUMBER ? 100 : 350, seed, question(field) + "?");
        }

        private boolean chance(int perMille, Field field, String what) {
            return Dice.chance(perMille, seed, question(field) + what);
        }

        private int below(int bound, Field field) {
            return Dice.below(bound, seed, question(field) + "#");
        }
    }

    private static boolean moves(Field field) {
        return !field.choices().isEmpty()
                || field.kind() == FieldClass.FREE
                || switch (field.type()) {
                    case NUMBER, BOOLEAN, TIME -> true;
                    default -> false;
                };
    }

    static @Nullable Long integer(Field field, Subject subject) {
        if (subject.absent(field)) {
            return null;
        }
        List<String> choices = field.choices();
        if (!choices.isEmpty()) {
            return Long.valueOf(choices.get(subject.below(choices.size(), field)));
        }
        long above = field.name().hashCode() % 2 == 0 ? ABOVE_32_BITS : 1;
        return above + subject.below(1 << 20, field);
    }

    /** Cents mostly, now and then what floating point made of them; pieces are whole, and sometimes below zero. */
    static @Nullable BigDecimal number(Field field, Subject subject) {
        if (subject.absent(field)) {
            return null;
        }
        return switch (field.values()) {
            case "piece" -> BigDecimal.valueOf(subject.below(220, field) - 8L);
            case "percent" -> BigDecimal.valueOf(subject.below(17, field));
            default -> {
                int cents = subject.below(200_000, field);
                yield subject.chance(20, field, "noise")
                        ? new BigDecimal(Double.toString(Math.nextUp(cents / 100.0)))
                        : BigDecimal.valueOf(cents, 2);
            }
        };
    }

    static long time(Field field, Subject subject) {
        if (subject.absent(field)) {
            return Fields.NEVER;
        }
        long at = subject.createdAt() / 1000 * 1000 + subject.below(30 * DAY, field) * 1000L;
        return subject.chance(300, field, "millis") ? at + 487 : at;
    }

    static @Nullable Boolean flag(Field field, Subject subject) {
        return subject.absent(field) ? null : (Boolean) subject.chance(500, field, "!");
    }

    static void text(Field field, Subject subject, Fields fields) {
        String name = field.name();
        if (subject.absent(field)) {
            fields.text(name, null);
        } else if (!field.choices().isEmpty()) {
            // A word that the vendor's page does not list is kept as any other.
            fields.text(
                    name,
                    subject.chance(10, field, "new word")
                            ? NEW_WORD
                            : field.choices().get(subject.below(field.choices().size(), field)));
        } else if (field.kind() == FieldClass.CODE) {
            code(field, subject, fields);
        } else if (field.kind() == FieldClass.FREE) {
            free(field, subject, fields);
        } else {
            fields.text(name, words(field, subject));
        }
    }

    /** One of the words of its page, in every row. */
    static String choice(Field field, Subject subject) {
        return field.choices().get(subject.below(field.choices().size(), field));
    }

    static List<String> texts(Field field, Subject subject) {
        return WORDS.subList(0, subject.below(3, field));
    }

    /** Half of the codes are digits, which come as a bare number sometimes; a few are as long as they may be. */
    private static void code(Field field, Subject subject, Fields fields) {
        int number = 1 + subject.below(9_999_999, field);
        if (field.name().hashCode() % 2 == 0) {
            fields.digits(field.name(), Integer.toString(number));
        } else {
            String code = "K" + number;
            String spelled = full(field, subject) ? code + "X".repeat(field.length() - code.length()) : code;
            boolean isShort = field.length() > 0 && field.length() < code.length();
            fields.text(field.name(), isShort ? code.substring(0, field.length()) : spelled);
        }
    }

    private static void free(Field field, Subject subject, Fields fields) {
        if (subject.chance(100, field, "mark")) {
            Marks.Mark mark = Dice.oneOf(Marks.at(NUMBERS_IN_TEXT), subject.seed(), field.name());
            fields.freeText(field.name(), String.valueOf(mark.value()), String.valueOf(mark.masked()));
        } else {
            String words = words(field, subject);
            fields.freeText(field.name(), words, words);
        }
    }

    private static String words(Field field, Subject subject) {
        String words = WORDS.get(subject.below(WORDS.size(), field)) + subject.below(90, field);
        return full(field, subject) ? words + "长".repeat(field.length() - words.length()) : words;
    }

    private static boolean full(Field field, Subject subject) {
        return field.length() > 30 && subject.chance(15, field, "full");
    }
}
