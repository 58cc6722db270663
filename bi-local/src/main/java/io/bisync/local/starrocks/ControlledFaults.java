package io.bisync.local.starrocks;

import io.bisync.local.starrocks.fault.Fault;
import io.bisync.local.starrocks.fault.FaultSwitch;
import io.bisync.local.starrocks.fault.Faults;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The switches as JSON: {@code {"fault":"CutAnswer","bytes":7,"times":2,"table":"ods_*","label":"*"}}. */
final class ControlledFaults {

    private static final String TIMES = "times";
    private static final String TABLE = "table";
    private static final String LABEL = "label";

    private final Faults faults;
    private final JsonMapper json = JsonMapper.builder()
            .enable(
                    DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
                    DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES,
                    DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .build();

    ControlledFaults(Faults faults) {
        this.faults = faults;
    }

    /** The names of all faults. */
    static List<String> names() {
        return Arrays.stream(Fault.class.getPermittedSubclasses())
                .flatMap(phase -> Arrays.stream(phase.getPermittedSubclasses()))
                .map(Class::getSimpleName)
                .toList();
    }

    String list() {
        return json.writeValueAsString(faults.states().stream().map(this::shown).toList());
    }

    /** Turns a fault on and returns the switch as it stands. */
    String add(String text) {
        try {
            if (!(json.readTree(text) instanceof ObjectNode object)) {
                throw new IllegalArgumentException("A fault is a JSON object, not " + text);
            }
            var fault = json.treeToValue(object.deepCopy().without(Set.of(TIMES, TABLE, LABEL)), Fault.class);
            return json.writeValueAsString(shown(faults.next(
                            object.path(TIMES).asInt(1),
                            fault,
                            object.path(TABLE).asString("*"),
                            object.path(LABEL).asString("*"))
                    .state()));
        } catch (JacksonException e) {
            throw new IllegalArgumentException(
                    "%s%nThe faults are %s".formatted(e.getOriginalMessage(), String.join(", ", names())), e);
        }
    }

    private JsonNode shown(FaultSwitch.State state) {
        ObjectNode object = json.valueToTree(state.fault());
        return object.put(TABLE, state.table())
                .put(LABEL, state.label())
                .put("left", state.left())
                .put("struck", state.struck());
    }
}
