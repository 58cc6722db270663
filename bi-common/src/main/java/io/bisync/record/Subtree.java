package io.bisync.record;

import io.bisync.json.Bytes;
import io.bisync.json.NameSet;
import io.bisync.json.Text;
import io.bisync.privacy.PersonalNameCache;

/** Checks a value that nobody takes apart, and notes whether it can be copied as it stands. */
class Subtree extends Scanner {

    final NameSet names = new NameSet();
    final PersonalNameCache personalNames = new PersonalNameCache();
    private final Bytes decoded = new Bytes(256);

    /** Whether the last subtree must be copied by {@link JsonCopy}: it holds whitespace, personal members, a number that loses digits or a character that StarRocks refuses. */
    boolean rewrite;

    /** Whether names decide what is personal. */
    private final boolean byName;

    /** Personal members inside subtrees, since the start of the record. */
    int personalInside;

    Subtree(boolean byName) {
        this.byName = byName;
    }

    /** Reads any value; {@code from} and {@code to} are then its bounds. */
    final void subtree(int depth) {
        rewrite = false;
        peek();
        int start = at;
        any(depth);
        from = start;
        to = at;
    }

    private void any(int depth) {
        switch (peekNoting()) {
            case '{' -> members(depth);
            case '[' -> elements(depth);
            case '"' -> {
                string();
                rewrite |= forbidden;
            }
            case 't' -> literal("true");
            case 'f' -> literal("false");
            case 'n' -> literal("null");
            case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> {
                number();
                rewrite |= !JsonCopy.keepsNumber(source, from, to, integer, exponent);
            }
            default -> throw rejected(Defect.NOT_JSON, "has no value where one must be");
        }
    }

    private void members(int depth) {
        deepen(depth);
        at++;
        int group = names.nextGroup();
        if (peekNoting() == '}') {
            at++;
            return;
        }
        while (true) {
            if (peekNoting() != '"') {
                throw rejected(Defect.NOT_JSON, "has no name in an object");
            }
            memberName(group);
            if (peekNoting() != ':') {
                throw rejected(Defect.NOT_JSON, "has no colon after a name");
            }
            at++;
            any(depth + 1);
            int b = peekNoting();
            at++;
            if (b == '}') {
                return;
            }
            if (b != ',') {
                throw rejected(Defect.NOT_JSON, "has neither comma nor } after a member");
            }
        }
    }

    private void memberName(int group) {
        name();
        byte[] bytes = source;
        int start = from;
        int stop = to;
        if (escaped) {
            decoded.clear();
            Text.decode(source, from, to, decoded);
            bytes = decoded.array();
            start = 0;
            stop = decoded.size();
        }
        if (!names.add(group, bytes, start, stop)) {
            throw rejected(Defect.DOUBLED_FIELD, "has a field twice in one object");
        }
        if (byName && personalNames.looksPersonal(bytes, start, stop)) {
            rewrite = true;
            personalInside++;
        }
    }

    private void elements(int depth) {
        deepen(depth);
        at++;
        if (peekNoting() == ']') {
            at++;
            return;
        }
        while (true) {
            any(depth + 1);
            int b = peekNoting();
            at++;
            if (b == ']') {
                return;
            }
            if (b != ',') {
                throw rejected(Defect.NOT_JSON, "has neither comma nor ] after an element");
            }
        }
    }

    final void deepen(int depth) {
        if (depth >= MOST_DEPTH) {
            throw rejected(Defect.TOO_LARGE, "is nested deeper than " + MOST_DEPTH + " levels");
        }
    }

    private int peekNoting() {
        int before = at;
        int b = peek();
        rewrite |= at != before;
        return b;
    }
}
