package io.bisync.proof.deploy;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonParseException;
import io.kubernetes.client.custom.Quantity;
import io.kubernetes.client.openapi.JSON;
import java.lang.reflect.InvocationTargetException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Judges a rendered object as an API server would: fields, required ones, types, and the values of enumerations and quantities. */
final class Manifest {

    private static final Gson GSON = new Gson();
    private static final Pattern QUANTITY = Pattern.compile("\\d+(\\.\\d+)?(m|k|M|G|T|Ki|Mi|Gi|Ti)?");
    private static final Set<String> QUANTITIES = Set.of("requests", "limits");

    /** What the models take for any text; the names are those of the API reference. */
    private static final Map<String, Set<String>> ENUMERATIONS = Map.of(
            "restartPolicy", Set.of("Always", "OnFailure", "Never"),
            "imagePullPolicy", Set.of("Always", "IfNotPresent", "Never"),
            "concurrencyPolicy", Set.of("Allow", "Forbid", "Replace"),
            "protocol", Set.of("TCP", "UDP", "SCTP"),
            "action", Set.of("FailJob", "FailIndex", "Ignore", "Count"),
            "operator", Set.of("In", "NotIn", "Exists", "DoesNotExist"),
            "scheme", Set.of("HTTP", "HTTPS"),
            "whenUnsatisfiable", Set.of("DoNotSchedule", "ScheduleAnyway"));

    /** The same, where one name means different things. */
    private static final Map<String, Set<String>> TYPES = Map.of(
            "strategy", Set.of("Recreate", "RollingUpdate"),
            "seccompProfile", Set.of("RuntimeDefault", "Localhost", "Unconfined"),
            "Service spec", Set.of("ClusterIP", "NodePort", "LoadBalancer", "ExternalName"));

    private Manifest() {}

    /** What is wrong with it; null where nothing is. */
    static @Nullable String defect(Node object) {
        var model = "io.kubernetes.client.openapi.models.V1" + object.at("kind").text();
        try {
            var type = Class.forName(model);
            var json = GSON.toJsonTree(object.value());
            type.getMethod("validateJsonElement", JsonElement.class).invoke(null, json);
            var defect = values(object.at("kind").text() + " ", object);
            if (defect == null) {
                var _ = JSON.getGson().fromJson(json, type);
            }
            return defect;
        } catch (InvocationTargetException refused) {
            return String.valueOf(Objects.requireNonNull(refused.getCause()).getMessage());
        } catch (JsonParseException | IllegalArgumentException refused) {
            return String.valueOf(refused.getMessage());
        } catch (ReflectiveOperationException unknown) {
            return "There is no " + model;
        }
    }

    private static @Nullable String values(String within, Node node) {
        for (var field : node.fields().entrySet()) {
            var name = field.getKey();
            var value = field.getValue();
            var allowed = name.equals("type") ? TYPES.get(within) : ENUMERATIONS.get(name);
            if (allowed != null && value.value() instanceof String text && !allowed.contains(text)) {
                return "%s.%s is '%s', none of %s".formatted(within, name, text, allowed);
            }
            if (QUANTITIES.contains(name)) {
                for (var quantity : value.fields().entrySet()) {
                    if (!isQuantity(quantity.getValue().text())) {
                        return "%s of %s is '%s', no quantity"
                                .formatted(
                                        quantity.getKey(),
                                        name,
                                        quantity.getValue().text());
                    }
                }
            }
            if (name.equals("sizeLimit") && !isQuantity(value.text())) {
                return "sizeLimit is '%s', no quantity".formatted(value.text());
            }
            var inner = value.items().isEmpty() ? List.of(value) : value.items();
            for (var item : inner) {
                var defect = values(within.endsWith(" ") && name.equals("spec") ? within + "spec" : name, item);
                if (defect != null) {
                    return defect;
                }
            }
        }
        return null;
    }

    private static boolean isQuantity(String text) {
        return QUANTITY.matcher(text).matches()
                && Quantity.fromString(text).getNumber().signum() >= 0;
    }
}
