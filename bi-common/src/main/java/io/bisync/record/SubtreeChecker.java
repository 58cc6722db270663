package io.bisync.record;

import io.bisync.json.Bytes;
import io.bisync.json.NameSet;
import io.bisync.json.Text;
import io.bisync.privacy.PersonalNameCache;

/** Checks a value that nobody takes apart, and notes whether it can be copied as it stands. */
final class SubtreeChecker {

    private final Scanner scanner;
    private final NameSet names;
    private final PersonalNameCache personalNames = new PersonalNameCache();
    private final Bytes decoded = new Bytes(256);

    /** Whether the last subtree must be copied by {@link JsonCopy}: it holds whitespace, personal members, a number that loses digits or a character that StarRocks refuses. */
    boolean rewrite;

    /** Whether names decide what is personal. */
    private final boolean byName;

    /** Personal members inside subtrees, since the start of the record. */
    int personalInside;

    /** @param names those that were met in the record already */
    SubtreeChecker(Scanner scanner, NameSet names, boolean byName) {
        this.scanner = scanner;
        this.names = names;
        this.byName = byName;
    }

    /** Reads any value; the scanner's {@code from} and {@code to} are then its bounds. */
    void check(int depth) {
        rewrite = false;
        scanner.peek();
        int start = scanner.at;
        any(depth);
        scanner.from = start;
        scanner.to = scanner.at;
    }

    private void any(int depth) {
        switch (peekNoting()) {
            case '{' -> members(depth);
            case '[' -> elements(depth);
            case '"' -> {
                scanner.string();
                rewrite |= scanner.forbidden;
            }
            case 't' -> scanner.literal("true");
            case 'f' -> scanner.literal("false");
            case 'n' -> scanner.literal("null");
            case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> {
                scanner.number();
                rewrite |= !JsonCopy.keepsNumber(
                        scanner.source, scanner.from, scanner.to, scanner.integer, scanner.exponent);
            }
            default -> throw scanner.rejected(Defect.NOT_JSON, "has no value where one must be");
        }
    }

    private void members(int depth) {
        deepen(depth);
        scanner.at++;
        int group = names.nextGroup();
        if (peekNoting() == '}') {
            scanner.at++;
            return;
        }
        while (true) {
            if (peekNoting() != '"') {
                throw scanner.rejected(Defect.NOT_JSON, "has no name in an object");
            }
            memberName(group);
            if (peekNoting() != ':') {
                throw scanner.rejected(Defect.NOT_JSON, "has no colon after a name");
            }
            scanner.at++;
            any(depth + 1);
            int b = peekNoting();
            scanner.at++;
            if (b == '}') {
                return;
            }
            if (b != ',') {
                throw scanner.rejected(Defect.NOT_JSON, "has neither comma nor } after a member");
            }
        }
    }

    private void memberName(int group) {
        scanner.name();
        byte[] bytes = scanner.source;
        int start = scanner.from;
        int stop = scanner.to;
        if (scanner.escaped) {
            decoded.clear();
            Text.decode(scanner.source, scanner.from, scanner.to, decoded);
            bytes = decoded.array();
            start = 0;
            stop = decoded.size();
        }
        if (!names.add(group, bytes, start, stop)) {
            throw scanner.rejected(Defect.DOUBLED_FIELD, "has a field twice in one object");
        }
        if (looksPersonal(bytes, start, stop)) {
            rewrite = true;
            personalInside++;
        }
    }

    /** Whether names decide what is personal, and this one says so. */
    boolean looksPersonal(byte[] name, int start, int stop) {
        return byName && personalNames.looksPersonal(name, start, stop);
    }

    private void elements(int depth) {
        deepen(depth);
        scanner.at++;
        if (peekNoting() == ']') {
            scanner.at++;
            return;
        }
        while (true) {
            any(depth + 1);
            int b = peekNoting();
            scanner.at++;
            if (b == ']') {
                return;
            }
            if (b != ',') {
                throw scanner.rejected(Defect.NOT_JSON, "has neither comma nor ] after an element");
            }
        }
    }

    void deepen(int depth) {
        if (depth >= Scanner.MOST_DEPTH) {
            throw scanner.rejected(Defect.TOO_LARGE, "is nested deeper than " + Scanner.MOST_DEPTH + " levels");
        }
    }

    private int peekNoting() {
        int before = scanner.at;
        int b = scanner.peek();
        rewrite |= scanner.at != before;
        return b;
    }
}
