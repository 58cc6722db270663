package io.bisync.proof.finding;

import java.util.List;
import java.util.stream.Stream;

/**
 * The answer to one question of the check.
 *
 * @param against how the check ends when this does not hold and nothing before it failed
 * @param question what is checked, as a sentence that should be true
 * @param measured what was seen, in figures
 * @param contradictions what speaks against it, some examples; empty when it holds
 */
public record Finding(Verdict against, String question, String measured, List<String> contradictions) {

    private static final int EXAMPLES = 5;

    public Finding {
        contradictions = List.copyOf(contradictions);
    }

    public static Finding of(Verdict against, String question, String measured, List<String> contradictions) {
        return new Finding(against, question, measured, contradictions);
    }

    /** How findings end the check: the first that fails decides. */
    public static Verdict verdict(List<Finding> findings) {
        return failed(findings).map(Finding::against).findFirst().orElse(Verdict.AGREED);
    }

    /** The findings that do not hold, in their order. */
    public static Stream<Finding> failed(List<Finding> findings) {
        return findings.stream().filter(finding -> !finding.holds());
    }

    /** A figure that must reach a bound: less than it, and too little happened. */
    public static Finding atLeast(String question, long measured, long bound) {
        return new Finding(
                Verdict.EVENTS,
                question,
                "%,d (at least %,d)".formatted(measured, bound),
                measured >= bound ? List.of() : List.of("%,d is less than %,d".formatted(measured, bound)));
    }

    public boolean holds() {
        return contradictions.isEmpty();
    }

    @Override
    public String toString() {
        var text = new StringBuilder(
                "%s  %s: %s".formatted(holds() ? "ok     " : "FAIL %2d".formatted(against.code()), question, measured));
        contradictions.stream()
                .limit(EXAMPLES)
                .forEach(example -> text.append("%n        ".formatted()).append(example));
        if (contradictions.size() > EXAMPLES) {
            text.append("%n        … and %,d more".formatted(contradictions.size() - EXAMPLES));
        }
        return text.toString();
    }
}
