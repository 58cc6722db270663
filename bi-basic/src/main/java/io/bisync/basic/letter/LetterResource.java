package io.bisync.basic.letter;

import io.bisync.basic.audit.Audit;
import io.bisync.basic.http.Code;
import io.bisync.basic.http.RefusedException;
import io.bisync.basic.http.Refuses;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.Resource;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Dead letters over REST: found, grouped, looked at, and decided about. */
@RestController
@RequestMapping("/api/dead-letters")
@Tag(name = "Dead letters", description = "Records that could not be loaded or handled")
class LetterResource {

    /**
     * A page, the newest first.
     *
     * @param next what to send as before to get the next page; null on the last one
     */
    record LetterPage(List<Letter> letters, @Nullable Long next) {}

    record CauseList(List<Cause> causes) {}

    /**
     * What is decided.
     *
     * @param ids about these letters; without them about all that the filter holds for, which then names something
     * @param filter about letters for which this holds
     * @param reason why
     */
    record LetterDecision(
            @Nullable @Size(min = 1, max = 1_000) List<@NotNull Long> ids,
            @Nullable @Valid LetterFilter filter,
            @NotNull LetterState state,

            @NotBlank @Size(max = 500) String reason) {}

    /** About how many letters that changed something. */
    record DecidedLetters(int letters) {}

    private static final LetterFilter ALL = new LetterFilter(null, null, null, null, null, null);

    private final Letters letters;
    private final LetterReader reader;
    private final LetterListener listener;
    private final Audit audit;

    LetterResource(Letters letters, LetterReader reader, LetterListener listener, Audit audit) {
        this.letters = letters;
        this.reader = reader;
        this.listener = listener;
        this.audit = audit;
    }

    @GetMapping
    @Operation(operationId = "listDeadLetters", summary = "Dead letters, the newest first")
    LetterPage list(
            @ParameterObject @Valid LetterFilter filter,
            @RequestParam(required = false) @Positive @Nullable Long before,
            @RequestParam(defaultValue = "100") @Positive @Max(500) int limit) {
        // One more says whether there is another page.
        var found = letters.list(filter, before, limit + 1);
        return found.size() <= limit
                ? new LetterPage(found, null)
                : new LetterPage(found.subList(0, limit), found.get(limit - 1).id());
    }

    @GetMapping("/causes")
    @Operation(
            operationId = "listDeadLetterCauses",
            summary = "Dead letters by entity and code: how many of each, and since when")
    CauseList causes(@ParameterObject @Valid LetterFilter filter) {
        return new CauseList(letters.causes(filter));
    }

    @GetMapping("/{id}")
    @Operation(
            operationId = "getDeadLetter",
            summary = "One letter with its headers; its value where that is from a topic of ours, and so without"
                    + " personal values")
    @Refuses({Code.NO_LETTER, Code.KAFKA_DOWN})
    LetterContent letter(@PathVariable long id) {
        return reader.read(known(id));
    }

    @GetMapping(path = "/{id}/original", produces = MediaType.APPLICATION_OCTET_STREAM_VALUE)
    @Operation(
            operationId = "readDeadLetterOriginal",
            summary = "The value of a letter byte for byte, with the personal values that an ERP wrote; the audit says"
                    + " who read it")
    @Refuses({Code.NO_LETTER, Code.KAFKA_DOWN})
    Resource original(@PathVariable long id) {
        var letter = known(id);
        var original = reader.original(letter);
        audit.note("letter.read", "letter " + id, null, letter);
        return new ByteArrayResource(original);
    }

    @PostMapping("/decisions")
    @Operation(
            operationId = "decideDeadLetters",
            summary = "Say of letters that they are parked, discarded or open again, and why")
    DecidedLetters decide(@Valid @RequestBody LetterDecision decision) {
        if (decision.state() == LetterState.SENT) {
            throw new RefusedException(Code.INVALID, "state: letters are sent by a run of REDRIVE, not by a word");
        }
        var filter = decision.filter() == null ? ALL : decision.filter();
        if (decision.ids() == null && filter.equals(ALL)) {
            throw new RefusedException(
                    Code.INVALID, "Name letters by ids, or say with a filter which are meant: not all there are");
        }
        return new DecidedLetters(letters.decide(filter, decision.ids(), decision.state(), decision.reason()));
    }

    @PostMapping("/index/rebuild")
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Operation(
            operationId = "rebuildDeadLetters",
            summary = "Read all topics of dead letters again; what was decided stays")
    void rebuild() {
        listener.seekToBeginning();
    }

    private Letter known(long id) {
        return letters.letter(id)
                .orElseThrow(() -> new RefusedException(
                        Code.NO_LETTER, "There is no dead letter %d: its topic may have lost it since".formatted(id)));
    }
}
