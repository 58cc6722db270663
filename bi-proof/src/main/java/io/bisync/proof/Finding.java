package io.bisync.proof;

import java.util.List;

/**
 * The answer to one question of the check.
 *
 * @param question what is checked, as a sentence that should be true
 * @param measured what was seen, in figures
 * @param contradictions what speaks against it, some examples; empty when it holds
 */
record Finding(String question, String measured, List<String> contradictions) {

    private static final int EXAMPLES = 5;

    Finding {
        contradictions = List.copyOf(contradictions);
    }

    static Finding of(String question, String measured, List<String> contradictions) {
        return new Finding(question, measured, contradictions);
    }

    /** A figure that must reach a bound. */
    static Finding atLeast(String question, long measured, long bound) {
        return new Finding(
                question,
                "%,d (at least %,d)".formatted(measured, bound),
                measured >= bound ? List.of() : List.of("%,d is less than %,d".formatted(measured, bound)));
    }

    boolean holds() {
        return contradictions.isEmpty();
    }

    @Override
    public String toString() {
        var text = new StringBuilder("%s  %s: %s".formatted(holds() ? "ok  " : "FAIL", question, measured));
        contradictions.stream()
                .limit(EXAMPLES)
                .forEach(example -> text.append("%n        ".formatted()).append(example));
        if (contradictions.size() > EXAMPLES) {
            text.append("%n        … and %,d more".formatted(contradictions.size() - EXAMPLES));
        }
        return text.toString();
    }
}
